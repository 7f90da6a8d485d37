"""Buffers and media: the recipes, what is typed, and what follows."""
