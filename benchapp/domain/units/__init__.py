"""Typed amounts, units, lengths of time, dates and instants."""
