"""Approve an invoice for export and payment (contract/invoices-and-catalog.md section 4.4)."""

from typing import Any
from uuid import UUID

from payables.access.model import User
from payables.approvals.actions.approve import approve as decide_approval
from payables.approvals.actions.tell_turn import tell_turn
from payables.approvals.model import Step, Subject
from payables.audit.actions.record import record
from payables.invoices.actions.check_policies import check_policies
from payables.invoices.actions.choose_approver import check_acting, choose_approver, in_whose_place, on_behalf
from payables.invoices.actions.coding_to_approve import coding_to_approve
from payables.invoices.actions.keep_standing import keep_standing
from payables.invoices.actions.own_vendor import own_vendor
from payables.invoices.actions.settle_approval import settle_approval
from payables.invoices.errors import NotApprovable
from payables.invoices.model import Invoice, State
from payables.invoices.queries import parts, records
from payables.invoices.queries.authors import authors
from payables.invoices.queries.coded_as import coded_with
from payables.invoices.rules.changeable import check_version
from payables.invoices.rules.told import called
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
    seen_tag: str | None = None,
) -> UUID:
    """`acts_for` is the person (user id or e-mail address) on whose behalf an API user decides; `seen_version` is the
    version that was looked at, and `seen_tag` what its coding stood for then. Returns the invoice's UUID.

    Raises NotFound, Stale, NotApprovable, PermissionDenied, OwnVendor and the refusals of approvals/errors.py.
    """
    if force:
        caller.need(Permission.INVOICES_FORCE_APPROVE)
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_version(invoice, seen_version)
    if invoice.state is not State.PENDING_APPROVAL:
        raise NotApprovable(state=invoice.state.replace("_", " "))
    subject = Subject("invoice", invoice.id)
    content = await parts.content_of(tx, invoice)
    coded = await coded_with(tx, invoice.id)
    stood_for = await coding_to_approve(tx, invoice, coded, seen_tag)
    approver, makers = await choose_approver(tx, caller, invoice, acts_for), await authors(tx, invoice, coded)
    await check_acting(tx, caller, approver, makers, force=force)
    if refusal := await own_vendor(tx, invoice, {caller.user_id, approver.id} - makers):
        raise refusal
    await keep_standing(tx, invoice, Step.APPROVE, person=approver.id)
    verdict = await decide_approval(
        tx,
        subject,
        approver_id=approver.id,
        authors=makers,
        force=force,
        comment=comment,
        content_sha256=content.sha256,
        stood_for=stood_for,
        entered_at=invoice.entered_at,
    )
    if verdict.complete and not force:
        await check_policies(tx, caller, content, approving=approver.id)
    state = await settle_approval(tx, caller.approval_mode, content, stood_for, complete=verdict.complete)
    if not verdict.complete:
        await tell_turn(tx, subject, about=called(invoice))
    in_place_of = await in_whose_place(tx, approver, verdict)
    said = " ".join(filter(None, [on_behalf(caller, approver, in_place_of), comment]))
    _write_down(tx, invoice, state, approver, in_place_of, force, said)
    return invoice.id


def _write_down(
    tx: Transaction, invoice: Invoice, state: State, approver: User, in_place_of: list[User], force: bool, said: str
) -> None:
    after: dict[str, Any] = {"state": state, "approver_id": approver.id, "version_seen": invoice.version}
    if in_place_of:
        after["stand_in_for"] = [user.id for user in in_place_of]
    action = "invoice.approval_forced" if force else "invoice.approved"
    record(tx, action, "invoice", invoice.id, before={"state": invoice.state}, after=after, message=said or None)
