"""Files on their way to invoices: sent, looked at, divided, put together."""
