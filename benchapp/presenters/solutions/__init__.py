"""The table of solutions, and recording a preparation."""
