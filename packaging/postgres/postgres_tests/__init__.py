"""Tests of benchapp-postgres against a real server on this computer."""
