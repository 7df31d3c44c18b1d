"""API shapes of matching."""
