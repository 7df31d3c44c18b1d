"""Take back a request for approval (contract/invoices-and-catalog.md section 4.3).

If everyone who is left has approved already, the invoice is approved now, by whoever takes the last open request back:
that takes the permission to approve, and not to have entered the invoice (approvals/rules/withdrawal.py). Anybody else
is refused with 403 removal_would_approve. It fills a seat, too (403 same_hand). If nobody is left, the invoice waits
for anyone who may approve.
Approvals are not content: a request is seen in the history and in when and by whom the invoice was changed last, and
makes no new version.
"""

from uuid import UUID

from payables.approvals.actions.withdraw import withdraw
from payables.approvals.model import Subject
from payables.audit.actions.record import record
from payables.invoices.actions.check_policies import check_policies
from payables.invoices.actions.coding_to_approve import coding_to_approve
from payables.invoices.actions.settle_approval import settle_approval
from payables.invoices.model import Invoice, State
from payables.invoices.queries import parts, records
from payables.invoices.queries.authors import authors
from payables.invoices.queries.bringers import bringers
from payables.invoices.queries.coded_as import coded_with
from payables.invoices.rules.askable import check_askable
from payables.invoices.rules.coded_as import Coded
from payables.invoices.store import invoices as store
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def remove_approver(tx: Transaction, caller: Caller, invoice_id: str, approval_id: str) -> UUID:
    """Returns the invoice's UUID. Raises NotFound, InvoiceArchived, InvoiceExported and the refusals of
    approvals/errors.py."""
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_askable(invoice)
    subject = Subject("invoice", invoice.id)
    coded = await coded_with(tx, invoice.id)
    makers = await authors(tx, invoice, coded) | await bringers(tx, invoice)
    withdrawal = await withdraw(tx, caller, subject, approval_id, authors=makers)
    before = {"approver_id": withdrawal.removed.approver_id}
    record(tx, "invoice.approver_removed", "invoice", invoice.id, before=before)
    if withdrawal.complete and invoice.state is State.PENDING_APPROVAL:
        await _approve(tx, caller, invoice, coded)
    else:
        await store.touch(tx, invoice.id)
    return invoice.id


async def _approve(tx: Transaction, caller: Caller, invoice: Invoice, coded: list[Coded]) -> None:
    stood_for = await coding_to_approve(tx, invoice, coded)
    content = await parts.content_of(tx, invoice)
    await check_policies(tx, caller, content, approving=caller.user_id)
    state = await settle_approval(tx, caller.approval_mode, content, stood_for, complete=True)
    record(tx, "invoice.approved", "invoice", invoice.id, before={"state": invoice.state}, after={"state": state})
