"""Pages of exports: what is ready, what is on its way, what is stuck, and what files look like."""
