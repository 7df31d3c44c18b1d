"""API shapes of statements."""
