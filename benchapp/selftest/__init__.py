"""A bench day walked through on the real window, and pictures of it."""
