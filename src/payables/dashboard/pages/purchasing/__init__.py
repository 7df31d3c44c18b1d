"""Orders, receipts, the catalog and what vendors are owed or owe: what an invoice is held against."""
