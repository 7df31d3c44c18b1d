"""Purchase orders and receipts, as the ERP sends them, and what has been received and billed of each line."""
