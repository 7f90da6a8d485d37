"""The journal as a table."""
