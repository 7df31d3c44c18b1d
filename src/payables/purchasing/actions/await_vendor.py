"""An order whose vendor is not there yet waits for it."""

from payables.platform.db import Transaction
from payables.platform.queue import enqueue
from payables.purchasing.events import VENDOR_AWAITED
from payables.purchasing.model import Order


def await_vendor(tx: Transaction, order: Order) -> None:
    """The vendor may be entered in this very moment, by somebody who does not see the order yet, as we do not see the
    vendor: whoever commits last finds both (link_vendors.py)."""
    if order.vendor_id is None:
        payload = {"company_id": order.company_id, "erp_vendor_ids": [order.erp_vendor_id]}
        enqueue(tx, VENDOR_AWAITED, {"account_id": str(tx.account_id), **payload})
