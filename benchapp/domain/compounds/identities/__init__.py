"""Identities: what a substance is by a public record, and nothing of how it is used."""
