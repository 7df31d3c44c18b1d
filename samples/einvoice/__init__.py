"""Electronic invoices: the two syntaxes of EN 16931, and the XML inside a PDF."""
