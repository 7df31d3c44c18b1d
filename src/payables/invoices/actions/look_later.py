"""Invoices that nobody kept an eye on while they were approved, or with an export, are looked at again once they are back.

What is approved stays so, whatever becomes of its orders. Once it has to be approved anew, or is given back where nobody
approves, what its orders say now counts: until a job has matched it again it is neither approved nor exported.
"""

from collections.abc import Iterable
from uuid import UUID

from payables.matching.actions.doubt import doubt
from payables.platform.db import Transaction
from payables.platform.queue import enqueue

# The job that looks again. Payload: account_id and invoice, both UUIDs as text.
LOOK_AGAIN = "invoices.look_again"


async def look_later(tx: Transaction, invoices: Iterable[UUID]) -> None:
    """Of these, which are locked, those that were matched with orders."""
    for invoice in await doubt(tx, sorted(set(invoices))):
        enqueue(tx, LOOK_AGAIN, {"account_id": str(tx.account_id), "invoice": str(invoice)})
