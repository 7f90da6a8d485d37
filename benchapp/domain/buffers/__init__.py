"""Buffers and media: recipes of several components, made to a volume."""
