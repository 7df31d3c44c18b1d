"""Bytes in, what is written on the paper out. A pure engine: no database, no tenant."""
