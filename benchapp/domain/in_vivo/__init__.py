"""Doses for research animals: by weight, in vehicles of several parts, with what is known of volumes and solubility."""
