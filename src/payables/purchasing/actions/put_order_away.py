"""Somebody decides that an order is over: nothing more is expected of it."""

from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.purchasing.actions.rewrite_order import rewrite_order
from payables.purchasing.errors import IllegalStep, OrderInUse
from payables.purchasing.model import Order, PutAway
from payables.purchasing.queries import orders, receipt_presence
from payables.purchasing.rules.order_steps import is_in_use, may_put_away, put_away
from payables.purchasing.rules.reason import read_reason

STEPS = {PutAway.CLOSED: "close", PutAway.ARCHIVED: "archive", PutAway.DELETED: "delete"}


async def put_order_away(
    tx: Transaction, caller: Caller, order_id: str, how: PutAway, reason: str | None, *, reason_needed: bool = False
) -> Order:
    """It stands until /reopen, whatever the ERP sends meanwhile. What is billed and received stays as it is; only an order
    of which nothing is can be deleted, and gives its number free.

    Raises NotFound, InvalidFields, IllegalStep, OrderInUse.
    """
    why = read_reason(reason, needed=reason_needed)
    order = await orders.lock_order(tx, caller.scope, order_id)
    if not may_put_away(order, how):
        raise IllegalStep(status=order.status, step=STEPS[how])
    if how is PutAway.DELETED and (is_in_use(order) or await receipt_presence.has_receipts(tx, order.id)):
        raise OrderInUse(what="it cannot be deleted")
    return await rewrite_order(tx, put_away(order, how, why), action=f"purchase_order.{how}", message=why)
