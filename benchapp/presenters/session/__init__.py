"""The open journal, and work in the background."""
