"""A bench day on the real window, and pictures of it."""
