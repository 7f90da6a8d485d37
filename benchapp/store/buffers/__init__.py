"""Recipes of buffers and media in files: those that come with the program, and what a lab shares."""
