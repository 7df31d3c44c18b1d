"""Where an invoice stands is kept before somebody approves, declines or flags it (actions/undo.py puts it back)."""

import msgspec

from payables.approvals.actions.remember_step import remember_step
from payables.approvals.model import Step, Subject
from payables.invoices.model import Invoice, Standing
from payables.platform.db import Transaction


async def keep_standing(tx: Transaction, invoice: Invoice, step: Step, *, person: int | None) -> None:
    """`person` is whose decision it is. Each of these steps makes the next version of the invoice."""
    was = Standing(invoice.state, invoice.reasons, invoice.flag_reason, invoice.approved_at, invoice.approved_as)
    subject = Subject("invoice", invoice.id)
    version = invoice.version + 1
    await remember_step(tx, subject, step, person=person, version=version, was=msgspec.to_builtins(was))
