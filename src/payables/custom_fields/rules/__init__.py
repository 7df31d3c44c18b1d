"""Custom fields: pure decisions."""
