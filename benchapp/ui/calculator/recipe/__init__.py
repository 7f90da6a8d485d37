"""A recipe on screen: its rows, their words, and its steps at the hood."""
