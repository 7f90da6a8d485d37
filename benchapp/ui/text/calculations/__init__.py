"""The sentences of counting cells, and of preparing for animals."""
