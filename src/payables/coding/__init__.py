"""How invoices and their lines get their dimensions: mapping rules, what people confirmed before, what is required."""
