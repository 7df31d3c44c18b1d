"""Writes of matching."""
