"""Now: what runs and what is in hand, beside every page or in a window on top."""
