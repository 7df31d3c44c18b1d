"""Take back that a receipt is none, or say that one which came too late is right."""

from dataclasses import replace
from uuid import UUID

from payables.audit.actions.record import record
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.purchasing.actions.recount_receipts import recount
from payables.purchasing.actions.tell_orders import tell_orders
from payables.purchasing.errors import IllegalReceiptStep, OrderPutAway, ReceiptNumberTaken, StaleReceipt
from payables.purchasing.model import PutAway, ReceiptStatus
from payables.purchasing.queries.receipts import lock_receipt, of_number
from payables.purchasing.rules.number_key import number_key
from payables.purchasing.rules.reason import read_reason
from payables.purchasing.rules.receipt_steps import may_reopen
from payables.purchasing.store import receipts as store


async def reopen_receipt(
    tx: Transaction, caller: Caller, receipt_id: str, reason: str | None, *, seen_version: int | None = None
) -> UUID:
    """It counts again, and its status follows. Raises NotFound, StaleReceipt, InvalidFields, IllegalReceiptStep, OrderPutAway, and
    ReceiptNumberTaken where a deleted receipt's number belongs to another one by now."""
    why = read_reason(reason, needed=False)
    order, receipt = await lock_receipt(tx, caller.scope, receipt_id)
    if seen_version not in (None, receipt.version):
        raise StaleReceipt
    if not may_reopen(receipt):
        raise IllegalReceiptStep(status=receipt.status, step="reopen")
    if order.put_away in (PutAway.ARCHIVED, PutAway.DELETED):
        raise OrderPutAway(order=order.id, status=order.status)
    after = replace(receipt, put_away=None, put_away_reason=None, status=ReceiptStatus.OPEN, problem=None)
    if not await store.put_away(tx, after):
        raise ReceiptNumberTaken(receipt=await of_number(tx, order.id, number_key(receipt.receipt_number)))
    was, now = {"status": receipt.status}, {"status": after.status}
    record(tx, "receipt.reopened", "receipt", receipt.id, before=was, after=now, message=why)
    await recount(tx, [order.id])
    tell_orders(tx, [order.id])
    return receipt.id
