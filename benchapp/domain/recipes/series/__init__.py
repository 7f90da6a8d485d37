"""How a series, and a plate of series, is made: the ways from tube to tube, and the plan that one of them gives."""
