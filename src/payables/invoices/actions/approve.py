"""Approve an invoice for export and payment (contract/invoices-and-catalog.md section 4.4)."""

from uuid import UUID

from payables.access import queries as access
from payables.access.model import User
from payables.approvals.actions.approve import approve as decide_approval
from payables.approvals.errors import MayNotApprove
from payables.approvals.model import Subject
from payables.audit.actions.record import record
from payables.invoices import store
from payables.invoices.errors import NotApprovable, Stale
from payables.invoices.model import Event, Invoice, State
from payables.invoices.queries import parts, records
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
    invoice = await records.load_for_update(tx, caller, invoice_id)
    if seen_version is not None and seen_version != invoice.version:
        raise Stale
    if invoice.state is not State.PENDING_APPROVAL:
        raise NotApprovable(state=invoice.state.replace("_", " "))
    approver = await _approver(tx, caller, invoice, acts_for)
    verdict = await decide_approval(
        tx,
        Subject("invoice", invoice.id),
        approver_id=approver.id,
        authors=await parts.authors(tx, invoice),
        force=force,
        comment=comment,
        content_sha256=(await parts.content_of(tx, invoice)).sha256,
    )
    state = settle(invoice.state, Event.APPROVE, approval_mode=caller.approval_mode, approvals_done=verdict.complete)
    await store.change_state(tx, invoice, state)
    _write_down(tx, caller, invoice, state, approver, force, comment)
    return invoice.id


async def _approver(tx: Transaction, caller: Caller, invoice: Invoice, acts_for: int | str | None) -> User:
    """Who decides: the caller, or the person the caller may act for, who has to be allowed to see the invoice as well."""
    (found,) = await access.named_users(tx, [caller.user_id if acts_for is None else acts_for])
    if found is None or not found.sees(invoice.company_id, invoice.location_id):
        raise InvalidFields([FieldError("approver", "No such user sees this invoice.", "unknown_user")])
    if found.id == caller.user_id:
        return found
    caller.need(Permission.INVOICES_APPROVE_FOR_OTHERS)
    if found.kind != "person" or not found.may(Permission.INVOICES_APPROVE):
        raise MayNotApprove(user=found.display_name)
    return found


def _write_down(
    tx: Transaction, caller: Caller, invoice: Invoice, state: State, approver: User, force: bool, comment: str | None
) -> None:
    on_behalf = f"On behalf of {approver.display_name}." if approver.id != caller.user_id else None
    record(
        tx,
        "invoice.approval_forced" if force else "invoice.approved",
        "invoice",
        invoice.id,
        before={"state": invoice.state},
        after={"state": state, "approver_id": approver.id, "version_seen": invoice.version},
        message=" ".join(filter(None, [on_behalf, comment])) or None,
    )
