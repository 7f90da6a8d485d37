"""The manual, and what the program is made of."""
