"""Is what an invoice bills what was ordered and received? Pure comparison, the ledger from which nothing is paid twice,
and decisions on what differs."""
