"""Capture: files come in, are read in turn, and become invoices or a reason why not."""
