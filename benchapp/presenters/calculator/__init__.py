"""The forms of the calculators."""
