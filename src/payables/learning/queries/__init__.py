"""Reads of coding."""
