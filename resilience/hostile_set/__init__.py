"""Files that attack who opens them, made by code: one module per kind, all of them by name in `every`."""
