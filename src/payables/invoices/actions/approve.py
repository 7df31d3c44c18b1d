"""Approve an invoice for export and payment (contract/invoices-and-catalog.md section 4.4)."""

from uuid import UUID

from payables.access import queries as access
from payables.approvals.actions.approve import approve as decide_approval
from payables.approvals.errors import MayNotApprove
from payables.approvals.model import Subject
from payables.audit.actions.record import record
from payables.invoices import queries, store
from payables.invoices.errors import NotApprovable, Stale
from payables.invoices.model import Event, Invoice, State
from payables.invoices.rules.settle import settle
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Caller, Permission
from payables.platform.db import Transaction


async def approve(
    tx: Transaction,
    caller: Caller,
    invoice_id: str,
    *,
    comment: str | None = None,
    force: bool = False,
    acts_for: int | str | None = None,
    seen_version: int | None = None,
) -> UUID:
    """`acts_for` is the person (user id or e-mail address) on whose behalf an API user decides; `seen_version` is the
    version that was looked at. Returns the invoice's UUID.

    Raises NotFound, Stale, NotApprovable, PermissionDenied and the refusals of approvals/errors.py.
    """
    if force:
        caller.need(Permission.INVOICES_FORCE_APPROVE)
    invoice = await queries.load_for_update(tx, caller, invoice_id)
    if seen_version is not None and seen_version != invoice.version:
        raise Stale
    if invoice.state is not State.PENDING_APPROVAL:
        raise NotApprovable(state=invoice.state.replace("_", " "))
    verdict = await decide_approval(
        tx,
        Subject("invoice", invoice.id),
        approver_id=await _approver(tx, caller, acts_for),
        entered_by=invoice.entered_by,
        force=force,
        comment=comment,
        content_sha256=await queries.content_sha256(tx, invoice),
    )
    state = settle(invoice.state, Event.APPROVE, approval_mode=caller.approval_mode, approvals_done=verdict.complete)
    await store.change_state(tx, invoice, state)
    _write_down(tx, invoice, state, verdict.approver_id, force, comment)
    return invoice.id


async def _approver(tx: Transaction, caller: Caller, acts_for: int | str | None) -> int:
    """Who decides: the caller, or the person the caller may act for."""
    if acts_for is None:
        return caller.user_id
    (person,) = await access.named_users(tx, [acts_for])
    if person is None:
        raise InvalidFields([FieldError("approver", "There is no such user in this account.", "unknown_user")])
    if person.id != caller.user_id:
        caller.need(Permission.INVOICES_APPROVE_FOR_OTHERS)
    if not person.may(Permission.INVOICES_APPROVE):
        raise MayNotApprove(user=person.display_name)
    return person.id


def _write_down(
    tx: Transaction, invoice: Invoice, state: State, approver_id: int, force: bool, comment: str | None
) -> None:
    record(
        tx,
        "invoice.approval_forced" if force else "invoice.approved",
        "invoice",
        invoice.id,
        before={"state": invoice.state},
        after={"state": state, "approver_id": approver_id, "version_seen": invoice.version},
        message=comment,
    )
