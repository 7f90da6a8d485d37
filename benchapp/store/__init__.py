"""Bytes in, domain values out: monograph library, journal, settings, snapshots. No Qt."""
