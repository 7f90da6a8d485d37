"""Substances that are no small molecule: proteins, antibodies, enzymes, sera."""
