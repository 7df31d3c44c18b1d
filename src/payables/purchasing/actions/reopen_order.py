"""Take back that an order is over, or say that what was to be looked at has been."""

from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.purchasing.actions.rewrite_order import rewrite_order
from payables.purchasing.errors import IllegalStep, StaleOrder
from payables.purchasing.model import Order
from payables.purchasing.queries import orders
from payables.purchasing.rules.order_steps import may_reopen, reopened
from payables.purchasing.rules.reason import read_reason


async def reopen_order(
    tx: Transaction, caller: Caller, order_id: str, reason: str | None, *, seen_version: int | None = None
) -> Order:
    """Its status follows from what was received and billed. Raises NotFound, StaleOrder, InvalidFields, IllegalStep, and
    NumberTaken where a deleted order's number belongs to another one by now."""
    why = read_reason(reason, needed=False)
    order = await orders.lock_order(tx, caller.scope, order_id)
    if seen_version not in (None, order.version):
        raise StaleOrder
    if not may_reopen(order):
        raise IllegalStep(status=order.status, step="reopen")
    return await rewrite_order(tx, reopened(order), action="purchase_order.reopened", message=why)
