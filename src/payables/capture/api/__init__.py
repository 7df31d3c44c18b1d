"""Routes of capture."""
