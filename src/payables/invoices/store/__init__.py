"""Writes of invoices. The caller holds the lock of the invoice's row (queries/records.load_for_update), or has just made it."""
