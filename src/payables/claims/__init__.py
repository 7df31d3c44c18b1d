"""Credits that a vendor owes for what was billed and not delivered or not agreed, until a credit memo settles them."""
