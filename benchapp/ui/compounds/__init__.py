"""The pages about compounds."""
