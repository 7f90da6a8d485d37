"""The chosen compound, its form, and importing."""
