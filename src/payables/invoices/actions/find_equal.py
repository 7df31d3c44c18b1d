"""Invoices that are equal to one about to be entered in all that counts."""

from payables.duplicates.actions.find_equal import find_equal as find_equal_fingerprints
from payables.duplicates.actions.lock_keys import lock_keys
from payables.invoices.model import Draft, Invoice
from payables.invoices.queries import idle
from payables.invoices.rules.compared import compared_of_draft
from payables.platform.db import Transaction


async def find_equal(tx: Transaction, draft: Draft) -> list[Invoice]:
    """Equal in vendor, number, type, date, total, currency and location, archived ones too; those in use first, then
    the earliest. Locked, and nobody can enter another one before this transaction ends.

    Their rows are locked before what entries wait at, as everywhere. Only one that was entered in between is locked
    after it; should somebody work on that very one already, the database breaks the circle and the job is run again.
    """
    if draft.vendor_id is None or not draft.number or draft.invoice_date is None or draft.total_amount is None:
        return []
    compared = compared_of_draft(draft)
    await idle.lock_many(tx, await find_equal_fingerprints(tx, compared))
    await lock_keys(tx, [compared])
    ids = await find_equal_fingerprints(tx, compared)
    locked = {invoice.id: invoice for invoice in await idle.lock_many(tx, ids)}
    return [locked[id] for id in ids]
