"""The calculator's page and its tools."""
