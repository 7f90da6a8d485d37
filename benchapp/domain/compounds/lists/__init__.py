"""Lists of compounds: which column says what, what a cell says, and what becomes of a row."""
