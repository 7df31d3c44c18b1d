"""Many invoices are about to be put away one by one in one transaction: all are locked before the first."""

from collections.abc import Sequence
from uuid import UUID

from payables.duplicates.actions.lock_keys import lock_keys
from payables.invoices.queries import records
from payables.invoices.rules.compared import compared_of
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def lock_invoices(tx: Transaction, caller: Caller, ids: Sequence[UUID]) -> None:
    """Their rows in the order of their ids, then what simultaneous entries wait at. Those outside the caller's access are
    left alone."""
    found = await records.load_many_for_update(tx, caller, list(ids), [])
    await lock_keys(tx, [compared_of(invoice) for invoice, _ in found])
