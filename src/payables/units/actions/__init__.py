"""Verbs of units."""
