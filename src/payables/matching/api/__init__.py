"""Routes of matching."""
