"""Writes of purchasing."""
