"""CSV files of vendors, dimensions and invoices: tried first, told row by row, undone as one."""
