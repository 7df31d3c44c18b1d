"""What may the caller do about the approval of an invoice now? The answer to whoever only looks: nothing is locked or written.

The refusals are those that the steps themselves would give, but for what is asked only when the last approval comes in
(actions/check_policies.py), and for what changes meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from payables.approvals.actions.weigh import weigh
from payables.approvals.model import Approval, Decision, Step, Subject, Verdict
from payables.approvals.queries import decisions
from payables.approvals.queries.steps import undoable
from payables.invoices.actions.choose_approver import choose_approver
from payables.invoices.actions.coding_to_approve import coding_to_approve
from payables.invoices.actions.own_vendor import own_vendor
from payables.invoices.errors import NotApprovable
from payables.invoices.model import Invoice, State
from payables.invoices.queries.authors import authors
from payables.invoices.rules.coded_as import Coded
from payables.kit.errors import Refusal
from payables.platform.caller import Caller, Permission
from payables.platform.db import Transaction


@dataclass(frozen=True, slots=True)
class Weighed:
    """Why the caller may not approve or decline, None where they may; whose places they would take; whether nobody's approval
    would be missing then; whether they may force it; and which step of theirs can be taken back."""

    not_approve: Refusal | None
    not_decline: Refusal | None
    in_place_of: list[int] = field(default_factory=list[int])
    completes: bool = False
    force: bool = False
    undo: Step | None = None


async def weigh_approval(tx: Transaction, caller: Caller, invoice: Invoice, coded: Sequence[Coded]) -> Weighed:
    """`coded` is what the invoice is coded with now."""
    records = await decisions.of_subject(tx, Subject("invoice", invoice.id))
    undo = await _undo(tx, caller, invoice, records)
    try:
        caller.need(Permission.INVOICES_APPROVE)
        if invoice.state is not State.PENDING_APPROVAL:
            raise NotApprovable(state=invoice.state.replace("_", " "))
    except Refusal as refusal:
        return Weighed(refusal, refusal, undo=undo)
    makers = await authors(tx, invoice, coded)
    other_meaning = await _refusal_of_coding(tx, invoice, coded)
    own = await own_vendor(tx, invoice, {caller.user_id} - makers)
    approval = own or await _outcome(tx, caller, invoice, Decision.APPROVED, makers, records)
    decline = await _outcome(tx, caller, invoice, Decision.DECLINED, makers, records)
    not_approve = approval if isinstance(approval, Refusal) else other_meaning
    may_force = caller.may(Permission.INVOICES_FORCE_APPROVE) and other_meaning is None and own is None
    forced = await _outcome(tx, caller, invoice, Decision.APPROVED, makers, records, force=True) if may_force else None
    return Weighed(
        not_approve=not_approve,
        not_decline=decline if isinstance(decline, Refusal) else None,
        in_place_of=_others(approval, caller.user_id),
        completes=isinstance(approval, Verdict) and approval.complete,
        force=isinstance(forced, Verdict),
        undo=undo,
    )


async def _outcome(
    tx: Transaction,
    caller: Caller,
    invoice: Invoice,
    decision: Decision,
    makers: frozenset[int],
    records: list[Approval],
    *,
    force: bool = False,
) -> Verdict | Refusal:
    try:
        person = await choose_approver(tx, caller, invoice, None)
        verdict, _ = await weigh(
            tx,
            Subject("invoice", invoice.id),
            decision,
            approver_id=person.id,
            authors=makers,
            entered_at=invoice.entered_at,
            force=force,
            comment="Why" if force else None,
            records=records,
        )
    except Refusal as refusal:
        return refusal
    return verdict


async def _refusal_of_coding(tx: Transaction, invoice: Invoice, coded: Sequence[Coded]) -> Refusal | None:
    try:
        await coding_to_approve(tx, invoice, coded)
    except Refusal as refusal:
        return refusal
    return None


def _others(outcome: Verdict | Refusal, person: int) -> list[int]:
    if isinstance(outcome, Refusal):
        return []
    asked = {record.approver_id for record in outcome.records} - {person}
    return sorted(id for id in asked if id is not None)


async def _undo(tx: Transaction, caller: Caller, invoice: Invoice, records: list[Approval]) -> Step | None:
    """Not what has left, or is about to."""
    if invoice.exported_at is not None or invoice.export_job is not None:
        return None
    step = await undoable(tx, Subject("invoice", invoice.id), records, version=invoice.version, person=caller.user_id)
    needed = Permission.INVOICES_EDIT if step is Step.FLAG else Permission.INVOICES_APPROVE
    return step if caller.may(needed) else None
