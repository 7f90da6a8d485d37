"""Widgets, printing and words: composes and paints, decides nothing."""
