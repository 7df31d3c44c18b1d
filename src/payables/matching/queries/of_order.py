"""Which invoices were compared with an order."""

from uuid import UUID

from payables.platform.db import Transaction

OF_ORDER = "SELECT invoice FROM match_orders WHERE account_id = $1 AND purchase_order = $2"


async def invoices_of_order(tx: Transaction, order: UUID) -> list[UUID]:
    """Those that bill it or were taken to, in no order; archived ones among them."""
    return [row["invoice"] for row in await tx.fetch(OF_ORDER, tx.account_id, order)]
