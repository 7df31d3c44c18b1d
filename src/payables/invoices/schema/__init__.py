"""API shapes of invoices, by what they are about."""
