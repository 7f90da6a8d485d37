"""The file of identities: read block by block, nothing of it before something is looked up."""
