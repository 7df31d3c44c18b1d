"""API shapes of vendors."""
