"""Fields that an account or a company adds to invoices, lines, splits and orders."""
