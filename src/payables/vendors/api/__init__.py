"""Routes of vendors."""
