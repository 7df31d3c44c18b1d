"""Vendors' statements of account, reconciled with the invoices of a group of locations."""
