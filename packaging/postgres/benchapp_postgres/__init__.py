"""Carries the journals of a lab between a folder of this computer and a PostgreSQL server."""
