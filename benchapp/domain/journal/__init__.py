"""Journal entries, and the state that follows from them."""
