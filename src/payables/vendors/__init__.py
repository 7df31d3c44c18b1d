"""Vendor master and payment terms."""
