"""Incubations: their steps, re-dosing, and what is in the well."""
