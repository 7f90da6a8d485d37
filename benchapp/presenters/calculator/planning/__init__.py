"""What the fields of the calculators come to, read and planned."""
