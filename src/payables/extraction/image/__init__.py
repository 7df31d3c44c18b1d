"""Scans and photos: bounded decoding into upright pages."""
