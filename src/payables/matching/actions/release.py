"""Invoices that are put away take nothing of their orders any more."""

from collections.abc import Sequence
from uuid import UUID

from payables.matching.actions.keep_match import give_back
from payables.matching.queries.ledger import kept_of, others_wait
from payables.matching.store import ledger
from payables.platform.db import Transaction
from payables.purchasing.actions.tell_orders import look_soon
from payables.purchasing.queries import for_matching as purchasing


async def release(tx: Transaction, invoices: Sequence[UUID]) -> None:
    """The caller holds the locks of the invoices. Who waits for what they give back is matched again."""
    seen = await kept_of(tx, invoices)
    orders = {one.order for kept in seen.values() for each in kept.allocations.values() for one in each}
    orders |= {order for kept in seen.values() for order in kept.charges}
    if orders:
        await purchasing.heads(tx, orders, lock=True)
        # Read again: until the orders were locked, a change of one could still take from what an invoice had of it
        for invoice, kept in (await kept_of(tx, invoices)).items():
            await give_back(tx, invoice, kept)
    compared = await ledger.forget(tx, invoices)
    if await others_wait(tx, compared):
        look_soon(tx)
