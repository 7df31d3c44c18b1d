"""Invoices that are put away take nothing of their orders any more."""

from collections.abc import Sequence
from uuid import UUID

from payables.matching.actions.keep_match import give_back
from payables.matching.queries.ledger import kept_of
from payables.platform.db import Transaction
from payables.purchasing.queries import for_matching as purchasing


async def release(tx: Transaction, invoices: Sequence[UUID]) -> None:
    """The caller holds the locks of the invoices. Who waits for what they give back is matched again."""
    kept = await kept_of(tx, invoices)
    orders = {one.order for of_one in kept.values() for each in of_one.allocations.values() for one in each}
    if not orders:
        return
    await purchasing.heads(tx, orders, lock=True)
    for invoice, of_one in kept.items():
        await give_back(tx, invoice, of_one)
