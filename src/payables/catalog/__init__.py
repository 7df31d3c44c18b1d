"""What a company buys at agreed prices: entries, prices, allowances, which entry an invoice's line is, price variances."""
