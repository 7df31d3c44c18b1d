"""Vendors, dimensions, rules and imports: what invoices are read and coded by."""
