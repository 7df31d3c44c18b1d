"""Pure decisions about invoices."""
