"""The monograph library on disk, its index and search."""
