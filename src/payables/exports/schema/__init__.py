"""API shapes of exports."""
