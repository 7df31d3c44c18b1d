"""Somebody decides that a receipt is none: it counts no more."""

from dataclasses import replace
from uuid import UUID

from payables.audit.actions.record import record
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.purchasing.actions.recount_receipts import recount
from payables.purchasing.actions.tell_orders import tell_orders
from payables.purchasing.errors import IllegalReceiptStep
from payables.purchasing.model import PutAway, ReceiptStatus
from payables.purchasing.queries.receipts import lock_receipt
from payables.purchasing.rules.reason import read_reason
from payables.purchasing.rules.receipt_status import Trigger
from payables.purchasing.rules.receipt_steps import may_take
from payables.purchasing.store import receipts as store

# How -> the step, its trigger, and the status that follows.
STEPS = {
    PutAway.ARCHIVED: ("archive", Trigger.ARCHIVE, ReceiptStatus.ARCHIVED),
    PutAway.DELETED: ("delete", Trigger.DELETE, ReceiptStatus.DELETED),
}


async def put_receipt_away(tx: Transaction, caller: Caller, receipt_id: str, how: PutAway, reason: str) -> UUID:
    """What it brought is taken back from its order, and invoices that it was allocated to are looked at again. It stands
    until /reopen, whatever the ERP sends meanwhile; a deleted one gives its number free.

    Raises NotFound, InvalidFields, IllegalReceiptStep.
    """
    why = read_reason(reason, needed=True)
    order, receipt = await lock_receipt(tx, caller.scope, receipt_id)
    step, trigger, status = STEPS[how]
    if not may_take(receipt, trigger):
        raise IllegalReceiptStep(status=receipt.status, step=step)
    await store.put_away(tx, replace(receipt, put_away=how, put_away_reason=why, status=status, problem=None))
    before, after = {"status": receipt.status}, {"status": status, "reason": why}
    record(tx, f"receipt.{status}", "receipt", receipt.id, before=before, after=after, message=why)
    await recount(tx, [order.id])
    tell_orders(tx, [order.id])
    return receipt.id
