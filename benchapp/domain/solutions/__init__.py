"""Solutions: what they are, how long they keep, their portions and labels."""
