"""Reads of invoices: single records, their parts, lists."""
