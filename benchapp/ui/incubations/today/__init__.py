"""Today: the agenda of what is to be done."""
