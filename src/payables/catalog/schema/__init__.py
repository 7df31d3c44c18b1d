"""API shapes of the catalog."""
