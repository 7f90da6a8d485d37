"""The form of a new incubation."""
