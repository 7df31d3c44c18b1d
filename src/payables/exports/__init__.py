"""Approved invoices on their way to the ERP: files, column mappings, and jobs that each invoice leaves by exactly once."""
