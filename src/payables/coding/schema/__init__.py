"""API shapes of coding."""
