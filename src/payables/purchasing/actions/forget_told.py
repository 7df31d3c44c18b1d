"""What was told of orders is followed up."""

from collections.abc import Sequence

from payables.platform.db import Transaction
from payables.purchasing.queries.told import OrderTold
from payables.purchasing.store import told as store


async def forget_told(tx: Transaction, told: Sequence[OrderTold]) -> None:
    """In a transaction of its own, after the one that marked whom it concerns: who tells of an order, holding invoices, never
    waits for somebody who waits for those invoices. Of whichever more was told since, that stays."""
    await store.forget(tx, {one.purchase_order: one.told for one in told})
