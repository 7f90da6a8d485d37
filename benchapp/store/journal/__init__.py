"""The journal on disk: entries, chain, snapshot, backups and repair."""
