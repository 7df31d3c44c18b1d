"""What purchasing tells capabilities above it: names of jobs that the composition root gives to those who care."""

from uuid import UUID

# Orders or their receipts were entered or changed (actions/tell_orders.py). At most one such job of an account waits. Payload:
# account_id as text.
ORDERS_CHANGED = "purchasing.orders_changed"

# An order was stored whose vendor its company does not have. Payload: account_id as text, company_id, erp_vendor_ids.
VENDOR_AWAITED = "purchasing.vendor_awaited"


def looks_key(account_id: UUID) -> str:
    """By which the jobs of an account are one."""
    return f"{ORDERS_CHANGED} {account_id}"
