"""The folder through which the computers of a lab exchange their journals: segments of chains, written once."""
