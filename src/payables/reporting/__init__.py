"""Reports as of a date: received and not invoiced, open orders, price variances, aging."""
