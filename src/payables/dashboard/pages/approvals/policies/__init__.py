"""Policies: for which invoices who has to approve, tried on invoices of the past before they are kept."""
