"""Cells counted in a chamber, their growth area, and virus for each of them."""
