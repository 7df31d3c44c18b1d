"""Resolve a pair of duplicates (contract/invoices-and-catalog.md section 9): keep both, dismiss, or keep one of them.

Nothing is approved here: an invoice that stayed back goes on as any other does, to those who approve it.
"""

from uuid import UUID

from payables.approvals.model import Decision
from payables.approvals.queries import decisions as approvals
from payables.audit.actions.record import record
from payables.duplicates import queries as duplicates
from payables.duplicates.actions.answer_pair import answer_pair
from payables.duplicates.errors import NoSuchPair
from payables.duplicates.model import Answer, Pair, PairStatus
from payables.invoices.actions.archive import archive
from payables.invoices.actions.free_duplicates import settle_duplicates
from payables.invoices.errors import DuplicateInUse, InvoiceArchived
from payables.invoices.model import Invoice, State
from payables.invoices.queries import records
from payables.kit.errors import NotFound
from payables.notices.model import Subject
from payables.platform.caller import Caller
from payables.platform.db import Transaction

STATUS = {
    Answer.KEEP_BOTH: PairStatus.KEPT_BOTH,
    Answer.DISMISS: PairStatus.DISMISSED,
    Answer.KEEP_THIS: PairStatus.RESOLVED,
    Answer.KEEP_OTHER: PairStatus.RESOLVED,
}
MESSAGES = {
    Answer.KEEP_BOTH: "Kept beside invoice {other}: they are two.",
    Answer.DISMISS: "No duplicate of invoice {other}.",
    Answer.KEEP_THIS: "Kept; its duplicate {other} was archived.",
    Answer.KEEP_OTHER: "Archived: the duplicate {other} was kept.",
}
OPPOSITE = {Answer.KEEP_THIS: Answer.KEEP_OTHER, Answer.KEEP_OTHER: Answer.KEEP_THIS}


async def resolve_duplicate(
    tx: Transaction, caller: Caller, this_id: UUID, other_id: UUID, answer: Answer, comment: str | None
) -> Pair:
    """The pair as it was. Both invoices must lie within the caller's access, and the one that is not kept must not be
    in use. Raises NotFound, NoSuchPair, PairClosed, InvoiceArchived, DuplicateInUse, IllegalTransition.
    """
    both = {
        invoice.id: invoice for invoice, _ in await records.load_many_for_update(tx, caller, [this_id, other_id], [])
    }
    if not {this_id, other_id} <= both.keys():
        raise NotFound(what="invoice")
    pair = await _pair(tx, this_id, other_id)
    gone = _not_kept(answer, both[this_id], both[other_id])
    if gone is not None:
        await _check_unused(tx, gone, kept=both[pair.partner(gone.id)])
    await answer_pair(tx, pair, STATUS[answer], by=caller.user_id, comment=comment)
    if gone is not None:
        await archive(tx, caller, str(gone.id), reason=comment or f"Duplicate of {pair.partner(gone.id)}.")
    if gone is None or gone.id != pair.later:
        behind = await duplicates.pairs_behind(tx, [pair.later])
        await settle_duplicates(tx, [(both[pair.later], behind.get(pair.later, []))])
    _write_down(tx, this_id, other_id, answer, comment)
    return pair


async def _pair(tx: Transaction, this: UUID, other: UUID) -> Pair:
    found = [pair for pair in await duplicates.pairs_of(tx, this) if pair.partner(this) == other]
    if not found:
        raise NoSuchPair
    return found[0]


def _not_kept(answer: Answer, this: Invoice, other: Invoice) -> Invoice | None:
    return {Answer.KEEP_THIS: other, Answer.KEEP_OTHER: this}.get(answer)


async def _check_unused(tx: Transaction, gone: Invoice, *, kept: Invoice) -> None:
    """What has left for the ERP, was paid, or was approved by somebody is not put away in passing: the other one is, or
    that is undone first."""
    if kept.state is State.ARCHIVED:
        raise InvoiceArchived
    if gone.exported_at is not None:
        raise DuplicateInUse(what="was exported")
    if gone.paid_amount:
        raise DuplicateInUse(what="was paid, in part at least")
    decided = await approvals.of_subject(tx, Subject("invoice", gone.id))
    if any(approval.status is Decision.APPROVED for approval in decided):
        raise DuplicateInUse(what="was approved by somebody")


def _write_down(tx: Transaction, this: UUID, other: UUID, answer: Answer, comment: str | None) -> None:
    for invoice, partner, told in ((this, other, answer), (other, this, OPPOSITE.get(answer, answer))):
        message = " ".join(filter(None, [MESSAGES[told].format(other=partner), comment]))
        after = {"other_invoice_id": str(partner), "action": told}
        record(tx, "invoice.duplicate_resolved", "invoice", invoice, after=after, message=message)
