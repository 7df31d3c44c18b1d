"""Put away the invoices of a file that is to be read in another way, unless somebody has worked on one."""

from uuid import UUID

from payables.audit import queries as audit
from payables.capture.errors import InvoiceInUse
from payables.capture.queries import uploads as queries
from payables.capture.rules.untouched import is_untouched
from payables.invoices.actions.archive import Named, archive_many
from payables.invoices.queries import records
from payables.invoices.queries.uses import used_elsewhere
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def put_away(tx: Transaction, caller: Caller, uploads: list[UUID], reason: str) -> list[UUID]:
    """The invoices that were archived; they keep their numbers, values and history. The caller holds the uploads' locks.

    Raises InvoiceInUse for the first that is not untouched, which one outside of the caller's scope never is.
    """
    ids = sorted({id for upload in uploads for id in await queries.invoices_of(tx, upload)})
    if not ids:
        return []
    found = {invoice.id: invoice for invoice, _ in await records.load_many_for_update(tx, caller, ids, [])}
    told = await audit.actions_of(tx, "invoice", ids)
    used = await used_elsewhere(tx, ids)
    for id in ids:
        if id not in found:
            raise InvoiceInUse(invoice="of a location that you do not see")
        if id in used or not is_untouched(found[id], told.get(str(id), set())):
            raise InvoiceInUse(invoice=found[id].invoice_id)
    moved = await archive_many(tx, caller, [Named(id, None, reason) for id in ids])
    for _, refusal in moved.failed:
        raise refusal
    return ids
