"""The keys that every page shares, the window that lists all keys, and the line that finds words on a page."""
