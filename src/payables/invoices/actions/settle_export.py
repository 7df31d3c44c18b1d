"""An export job's invoices come to their end: exported, rejected by the ERP, or given back."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from payables.approvals.actions.start_over import start_over
from payables.audit.actions.record import record
from payables.invoices.actions.look_later import look_later
from payables.invoices.actions.withhold_changed import withhold_changed
from payables.invoices.model import Claim, ClaimOutcome, Event, Invoice, Reason, State
from payables.invoices.queries import exports
from payables.invoices.rules.settle import settle
from payables.invoices.store import exports as store
from payables.notices.model import Subject
from payables.platform.db import Transaction

REJECTED = "export_rejected"


async def settle_export(tx: Transaction, job: UUID, endings: Sequence[Claim]) -> None:
    """Each of these claims as it says, in this transaction. Claims that are not live any more are left as they are.

    A rejected invoice needs attention, and has to be approved anew: who approved it did not know what the ERP knows. So does
    one that is given back and stands for something else by now than was approved.
    """
    wanted = {ending.invoice: ending for ending in endings}
    invoices = await exports.lock_taken(tx, job, list(wanted))
    live = [wanted[invoice.id] for invoice in invoices]
    by_outcome = {outcome: [c for c in live if c.outcome is outcome] for outcome in ClaimOutcome}
    await store.settle_claims(tx, live)
    await store.mark_exported(tx, {c.invoice: c.transaction_id for c in by_outcome[ClaimOutcome.EXPORTED]})
    await _reject(tx, job, by_outcome[ClaimOutcome.REJECTED])
    back = [*by_outcome[ClaimOutcome.RELEASED], *by_outcome[ClaimOutcome.LEFT_OUT]]
    await store.leave_export(tx, job, [claim.invoice for claim in back])
    for invoice in invoices:
        _write_down(tx, invoice, wanted[invoice.id])
    given_back = {claim.invoice for claim in back}
    await look_later(tx, {*given_back, *(claim.invoice for claim in by_outcome[ClaimOutcome.REJECTED])})
    await withhold_changed(tx, [replace(invoice, export_job=None) for invoice in invoices if invoice.id in given_back])


async def release_export(tx: Transaction, job: UUID, code: str, reason: str) -> None:
    """All that the job still has can be exported again."""
    invoices = await exports.lock_taken(tx, job)
    endings = [Claim(job, i.id, outcome=ClaimOutcome.RELEASED, code=code, reason=reason) for i in invoices]
    await settle_export(tx, job, endings)


async def _reject(tx: Transaction, job: UUID, claims: list[Claim]) -> None:
    if not claims:
        return
    targets = {
        claim.invoice: Reason(claim.code or REJECTED, f"The ERP does not take it: {claim.reason}") for claim in claims
    }
    state = settle(State.APPROVED, Event.REJECT_EXPORT, approval_mode="single")
    await store.reject_export(tx, job, {invoice: (state, reason) for invoice, reason in targets.items()})
    await start_over(tx, *(Subject("invoice", invoice) for invoice in targets))


def _write_down(tx: Transaction, invoice: Invoice, ending: Claim) -> None:
    action = {
        ClaimOutcome.EXPORTED: "invoice.exported",
        ClaimOutcome.REJECTED: "invoice.export_rejected",
    }.get(ending.outcome, "invoice.export_released")
    after = {"export_transaction_id": ending.transaction_id} if ending.outcome is ClaimOutcome.EXPORTED else None
    record(
        tx,
        action,
        "invoice",
        invoice.id,
        before={"export_job": str(invoice.export_job), "state": invoice.state},
        after=after,
        message=ending.reason,
    )
