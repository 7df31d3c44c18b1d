"""Decline to approve an invoice: it goes back to whoever works on it, and says who declined and why.

The reason `approval_declined` is answered like any that people have to look at: by a change that names something an
approval covers, also with the value it has (rules/reasons.py, unanswered). Then everybody is asked anew.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from payables.access.model import User
from payables.approvals.actions.decline import decline as decide_decline
from payables.approvals.model import Approval, Decision, Step, Subject
from payables.approvals.queries import decisions as approvals
from payables.audit.actions.record import record
from payables.invoices.actions.choose_approver import choose_approver, in_whose_place, on_behalf
from payables.invoices.actions.keep_standing import keep_standing
from payables.invoices.errors import NotApprovable
from payables.invoices.model import Event, Invoice, Reason, State
from payables.invoices.queries import parts, records
from payables.invoices.queries.authors import authors
from payables.invoices.rules.changeable import check_version
from payables.invoices.rules.settle import settle
from payables.invoices.rules.told import called
from payables.invoices.store import invoices as store
from payables.notices.actions.notify import notify
from payables.notices.model import NoticeKind
from payables.notices.model import Subject as About
from payables.platform.caller import Caller
from payables.platform.db import Transaction

APPROVAL_DECLINED = "approval_declined"


async def decline(
    tx: Transaction,
    caller: Caller,
    invoice_id: str,
    *,
    reason: str,
    acts_for: int | str | None = None,
    seen_version: int | None = None,
) -> UUID:
    """Whoever was asked may decline, and where nobody was asked, anyone who may approve; also who entered it. `acts_for`
    and `seen_version` as in actions/approve.py. Returns the invoice's UUID.

    Raises NotFound, Stale, NotApprovable, PermissionDenied and the refusals of approvals/errors.py.
    """
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_version(invoice, seen_version)
    if invoice.state is not State.PENDING_APPROVAL:
        raise NotApprovable(state=invoice.state.replace("_", " "))
    subject = Subject("invoice", invoice.id)
    approver = await choose_approver(tx, caller, invoice, acts_for)
    before = await approvals.of_subject(tx, subject)
    await keep_standing(tx, invoice, Step.DECLINE, person=approver.id)
    verdict = await decide_decline(
        tx,
        subject,
        approver_id=approver.id,
        authors=await authors(tx, invoice),
        reason=reason,
        content_sha256=(await parts.content_of(tx, invoice)).sha256,
        entered_at=invoice.entered_at,
    )
    in_place_of = await in_whose_place(tx, approver, verdict)
    declined = _declined(caller, invoice, approver, in_place_of, reason)
    await store.update_invoice(tx, declined)
    said = " ".join(filter(None, [on_behalf(caller, approver, in_place_of), reason]))
    _write_down(tx, invoice, declined, approver, in_place_of, said)
    _tell(tx, invoice, approver, before, reason)
    return invoice.id


def _declined(caller: Caller, invoice: Invoice, approver: User, in_place_of: list[User], reason: str) -> Invoice:
    state = settle(invoice.state, Event.DECLINE, approval_mode=caller.approval_mode)
    who = approver.display_name
    if in_place_of:
        who += f" (in place of {', '.join(user.display_name for user in in_place_of)})"
    why = Reason(APPROVAL_DECLINED, f"{who} declined to approve: {reason}")
    return replace(invoice, state=state, reasons=[*invoice.reasons, why])


def _write_down(
    tx: Transaction, before: Invoice, after: Invoice, approver: User, in_place_of: list[User], said: str
) -> None:
    told: dict[str, Any] = {"state": after.state, "approver_id": approver.id, "version_seen": before.version}
    told["reasons"] = [reason.code for reason in after.reasons]
    if in_place_of:
        told["stand_in_for"] = [user.id for user in in_place_of]
    record(tx, "invoice.declined", "invoice", before.id, before={"state": before.state}, after=told, message=said)


def _tell(tx: Transaction, invoice: Invoice, approver: User, before: Sequence[Approval], reason: str) -> None:
    """Whoever entered it, and who has approved it so far."""
    people = {invoice.entered_by, *(id for one in before for id in (one.approver_id, one.decided_by) if _approved(one))}
    message = f"{approver.display_name} declined to approve {called(invoice)}: {reason}"
    told = [person for person in people if person is not None and person != approver.id]
    about, cause = About("invoice", invoice.id), f"declined at version {invoice.version}"
    notify(tx, NoticeKind.DECLINED, about, told, cause=cause, message=message)


def _approved(record: Approval) -> bool:
    return record.status is Decision.APPROVED
