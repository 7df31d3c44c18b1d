"""What the worker does for invoices."""
