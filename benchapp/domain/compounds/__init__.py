"""Monographs: what is known of a compound, how it is entered, listed, edited and compared."""
