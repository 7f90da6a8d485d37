"""Widgets that every page is put together from."""
