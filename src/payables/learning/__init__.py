"""What people corrected of what was read: truth for every field, and what is remembered of each vendor's papers."""
