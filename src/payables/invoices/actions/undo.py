"""Take back one's own approval, decline or flag of an invoice, while nothing has followed from it.

Nothing has followed: nobody has changed, approved, declined, flagged, held, paid, exported or archived it since, and no export
job has it; all of these make a new version of it or stand in its row, whose lock is held here as an export holds it.
"""

from uuid import UUID

import msgspec

from payables.approvals.actions.undo_step import undo_step
from payables.approvals.errors import FollowedSince
from payables.approvals.model import Step, Subject
from payables.approvals.queries import decisions
from payables.audit.actions.record import record
from payables.invoices.actions.look_later import look_later
from payables.invoices.errors import InvoiceExported
from payables.invoices.model import Event, Invoice, Standing, State
from payables.invoices.queries import records
from payables.invoices.queries.coded_as import coded_with
from payables.invoices.rules.changeable import check_version
from payables.invoices.rules.coded_as import changed
from payables.invoices.rules.settle import settle
from payables.invoices.store import invoices as store
from payables.matching.errors import MatchPending
from payables.matching.queries.ledger import is_stale
from payables.platform.caller import Caller
from payables.platform.db import Transaction

TOLD = {
    Step.APPROVE: "invoice.approval_taken_back",
    Step.DECLINE: "invoice.decline_taken_back",
    Step.FLAG: "invoice.flag_taken_back",
}


async def undo(
    tx: Transaction, caller: Caller, invoice_id: str, step: Step, *, seen_version: int | None = None
) -> UUID:
    """Raises NotFound, Stale, ExportInProgress, InvoiceExported, MatchPending, NothingToUndo, NotYourDecision,
    FollowedSince."""
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_version(invoice, seen_version)
    if invoice.exported_at is not None:
        raise InvoiceExported
    subject = Subject("invoice", invoice.id)
    last = await undo_step(tx, subject, step, version=invoice.version, person=caller.user_id)
    was = msgspec.convert(last.was, Standing)
    await _check_means_the_same(tx, subject, was)
    state = _settled(caller.approval_mode, invoice, was)
    if invoice.state is State.APPROVED:
        await look_later(tx, [invoice.id])
    await store.put_back(tx, invoice.id, was)
    record(tx, TOLD[step], "invoice", invoice.id, before={"state": invoice.state}, after={"state": state})
    return invoice.id


async def _check_means_the_same(tx: Transaction, subject: Subject, was: Standing) -> None:
    """Decisions that count again were given on what its coding stood for then, and its orders were matched. Raises
    FollowedSince, MatchPending."""
    given_on = [*await decisions.stood_for(tx, subject), *filter(None, [was.approved_as])]
    coded = await coded_with(tx, subject.id) if given_on else []
    if any(changed(coded, before) for before in given_on):
        raise FollowedSince
    if was.state is State.APPROVED and await is_stale(tx, subject.id):
        raise MatchPending


def _settled(approval_mode: str, invoice: Invoice, was: Standing) -> State:
    """Where it stood, by the table. Raises IllegalTransition, and FollowedSince where the account approves otherwise now."""
    state = settle(
        invoice.state,
        Event.UNDO,
        reasons=was.reasons,
        flagged=was.flag_reason is not None,
        approval_mode=approval_mode,
        approvals_done=was.state is State.APPROVED,
    )
    if state is not was.state:
        raise FollowedSince
    return state
