"""Reads of uploads, in SQL."""
