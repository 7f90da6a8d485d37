"""Words for what was recorded wrongly, and for what was noted beside it."""
