"""What purchasing tells capabilities above it: names of jobs that the composition root gives to those who care."""

# Orders or their receipts were entered or changed. Payload: account_id and orders, a list of their ids, all UUIDs as text.
ORDERS_CHANGED = "purchasing.orders_changed"
