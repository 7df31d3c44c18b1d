"""How much of the lines of orders, and of receipts, invoices pay for."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from uuid import UUID

from payables.platform.db import Transaction
from payables.purchasing.actions.settle_orders import settle_orders
from payables.purchasing.actions.settle_receipts import settle_receipts
from payables.purchasing.store import billed


async def count_billed(
    tx: Transaction,
    orders: Collection[UUID],
    of_lines: Mapping[UUID, Decimal],
    of_receipts: Mapping[UUID, Decimal],
) -> None:
    """Adds to the counters, or takes away from them, and settles the statuses that follow. The caller has locked the
    orders. The database refuses a line that would be billed more than ordered, and a receipt's more than counted."""
    if not of_lines and not of_receipts:
        return
    await billed.add_to_lines(tx, of_lines)
    await billed.add_to_receipts(tx, of_receipts)
    await settle_receipts(tx, orders)
    await settle_orders(tx, orders)
