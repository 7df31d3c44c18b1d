"""Take back that both of two invoices are kept: the later one waits again, and somebody is asked again."""

from uuid import UUID

from payables.audit.actions.record import record
from payables.duplicates import queries as duplicates
from payables.duplicates.actions.reopen_pair import reopen_pair
from payables.duplicates.errors import NoSuchPair
from payables.invoices.actions.free_duplicates import settle_duplicates
from payables.invoices.errors import InvoiceArchived
from payables.invoices.model import State
from payables.invoices.queries import records
from payables.invoices.rules.changeable import check_changeable
from payables.kit.errors import NotFound
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def reopen_duplicate(tx: Transaction, caller: Caller, this_id: UUID, other_id: UUID) -> None:
    """Both invoices must lie within the caller's access, and the later one be such that it can still be held back; of the
    earlier one nothing changes, which may have been exported long ago. What was approved waits for its approvers again.
    Raises NotFound, NoSuchPair, PairNotAnswered, InvoiceArchived, InvoiceExported, ExportInProgress."""
    found = await records.load_many_for_update(tx, caller, [this_id, other_id], [])
    both = {invoice.id: invoice for invoice, _ in found}
    if not {this_id, other_id} <= both.keys():
        raise NotFound(what="invoice")
    pair = next((one for one in await duplicates.pairs_of(tx, this_id) if one.partner(this_id) == other_id), None)
    if pair is None:
        raise NoSuchPair
    check_changeable(both[pair.later])
    if both[pair.partner(pair.later)].state is State.ARCHIVED:
        raise InvoiceArchived
    await reopen_pair(tx, pair)
    behind = await duplicates.pairs_behind(tx, [pair.later])
    await settle_duplicates(tx, [(both[pair.later], behind[pair.later])], wherever=True)
    for invoice, partner in ((this_id, other_id), (other_id, this_id)):
        told = {"other_invoice_id": str(partner)}
        message = f"Asked again whether it is the same as invoice {partner}."
        record(tx, "invoice.duplicate_reopened", "invoice", invoice, after=told, message=message)
