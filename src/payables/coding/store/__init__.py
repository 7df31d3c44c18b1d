"""Writes of coding."""
