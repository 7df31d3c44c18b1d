"""Invoices that stand for something else in the ERP than was approved do not leave: they are approved anew."""

from collections.abc import Sequence
from uuid import UUID

from payables.approvals.actions.start_over import start_over
from payables.approvals.model import Subject
from payables.audit.actions.record import record
from payables.invoices.model import Event, Invoice, Reason, State
from payables.invoices.queries.coded_as import coded_as
from payables.invoices.rules.coded_as import changed
from payables.invoices.rules.settle import settle
from payables.invoices.store import exports as store
from payables.platform.db import Transaction

CODE = "coding_changed_since_approval"


async def withhold_changed(tx: Transaction, invoices: Sequence[Invoice]) -> dict[UUID, Reason]:
    """Of these locked invoices, those that were approved as something else, with why; they need attention now. What an
    export job has was looked at when it took it, and what was exported has left."""
    ready = [i for i in invoices if i.state is State.APPROVED and i.exported_at is None and i.export_job is None]
    approved = {i.id: i.approved_as for i in ready if i.approved_as is not None}
    coded = await coded_as(tx, list(approved))
    withheld = {id: why_changed(others) for id, before in approved.items() if (others := changed(coded[id], before))}
    if withheld:
        state = settle(State.APPROVED, Event.REJECT_EXPORT, approval_mode="single")
        await store.reject_export(tx, None, {id: (state, reason) for id, reason in withheld.items()})
        await start_over(tx, *(Subject("invoice", id) for id in withheld))
    for id, reason in withheld.items():
        before, after = {"state": State.APPROVED}, {"state": State.INCOMPLETE, "reasons": [reason.code]}
        record(tx, "invoice.export_withheld", "invoice", id, before=before, after=after, message=reason.message)
    return withheld


def why_changed(what: Sequence[str]) -> Reason:
    """`what` is another now than was approved, as people call it."""
    told = ", ".join(what)
    return Reason(
        CODE, f"It was approved with other ERP ids, codes or names of: {told}. Check it and have it approved anew."
    )
