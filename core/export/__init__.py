"""Writes recordings in the formats of others."""
