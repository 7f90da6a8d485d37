"""The pages about solutions and labels."""
