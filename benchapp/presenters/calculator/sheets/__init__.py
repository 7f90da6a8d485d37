"""The small calculators as sheets: their fields, and what follows from them."""
