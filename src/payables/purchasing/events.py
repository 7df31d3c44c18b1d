"""What purchasing tells capabilities above it: names of jobs that the composition root gives to those who care."""

# Orders or their receipts were entered or changed. Payload: account_id and orders, a list of their ids, all UUIDs as text.
ORDERS_CHANGED = "purchasing.orders_changed"

# An order was stored whose vendor its company does not have. Payload: account_id as text, company_id, erp_vendor_ids.
VENDOR_AWAITED = "purchasing.vendor_awaited"
