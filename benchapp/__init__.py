"""Bench Companion: compound reference, dilution calculator and incubation timer for the cell-culture bench."""

__version__ = "0.1.0"
