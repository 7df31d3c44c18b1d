"""Routes of coding that need no invoice."""
