"""Approved invoices on their way to the ERP: jobs, files and column mappings. Each leaves exactly once, or is visibly stuck."""
