"""Orders that waited for their vendors get them with what was received for them, and can be matched."""

from collections.abc import Sequence

from payables.audit.actions.record import record
from payables.platform.db import Transaction
from payables.purchasing.actions.recount_receipts import recount
from payables.purchasing.actions.tell_orders import tell_orders
from payables.purchasing.store.link_vendors import link
from payables.vendors import queries as vendors


async def link_vendors(tx: Transaction, company_id: int, erp_vendor_ids: Sequence[str], most: int) -> int:
    """So many orders at most; answers how many got a vendor. Done twice, it changes nothing."""
    known = await vendors.ids_by_erp_ids(tx, company_id, erp_vendor_ids)
    if not known:
        return 0
    linked = await link(tx, company_id, known, most)
    await recount(tx, linked)
    for order_id, vendor_id in linked.items():
        record(tx, "purchase_order.vendor_found", "purchase_order", order_id, after={"vendor_id": vendor_id})
    tell_orders(tx, linked)
    return len(linked)
