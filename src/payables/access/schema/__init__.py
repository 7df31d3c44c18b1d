"""API shapes of access."""
