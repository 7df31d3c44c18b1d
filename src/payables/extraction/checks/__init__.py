"""Checks of what was read: arithmetic and presence."""
