"""Routes of invoices, by what they are about."""
