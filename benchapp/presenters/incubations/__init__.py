"""Running incubations, what is due, and the alarm."""
