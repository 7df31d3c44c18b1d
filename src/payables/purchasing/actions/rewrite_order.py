"""Write down what an order has become."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from payables.audit.actions.record import changed_fields, record
from payables.platform.caller import Scope
from payables.platform.db import Transaction
from payables.purchasing.actions.recount_receipts import recount
from payables.purchasing.actions.settle_receipts import settle_receipts
from payables.purchasing.actions.tell_orders import tell_orders
from payables.purchasing.errors import NumberTaken
from payables.purchasing.model import Order, OrderItem, PutAway
from payables.purchasing.queries import orders
from payables.purchasing.rules.order_changes import OWN_OF_LINE, Rewritten
from payables.purchasing.store import orders as store
from payables.purchasing.store.give_back import GivenBack, give_back

TOLD = (
    "company_id", "location_id", "erp_vendor_id", "erp_vendor_name", "vendor_id", "external_id", "po_number", "status",
    "ordered_on", "total_amount", "tax", "freight", "miscellaneous_charges", "is_2_way", "invoice_number_ref",
    "custom_fields", "put_away", "put_away_reason", "problem",
)  # fmt: skip


async def rewrite_order(
    tx: Transaction, change: Rewritten, *, action: str = "purchase_order.changed", message: str | None = None
) -> Order:
    """The order as it is stored now, with its version. What changes nothing leaves no trace. The caller holds its lock.

    Raises NumberTaken.
    """
    before, after = change.before, change.after
    if before == after:
        return before
    version = await store.update_order(tx, after, renamed=_key(before) != _key(after))
    if version is None:
        raise NumberTaken(order=await orders.of_number(tx, *_number(after)))
    await store.update_items(tx, after.id, change.updated)
    await store.insert_items(tx, after.id, change.added, first_position=len(before.items))
    given = await give_back(tx, change.excess)
    _record(tx, action, change, given, message)
    tell_orders(tx, [after.id])
    if change.remeasured:
        await recount(tx, [after.id])
        return await orders.load_order(tx, Scope(), after.id)
    await settle_receipts(tx, [after.id])
    return replace(after, version=version, updated_at=tx.now, updated_by=tx.actor.user_id)


def told(order: Order) -> dict[str, Any]:
    """What the trail says of an order itself."""
    return {name: getattr(order, name) for name in TOLD}


def _key(order: Order) -> tuple[object, ...]:
    """What no other order has; a deleted one has given it free."""
    return (*_number(order), order.put_away is PutAway.DELETED)


def _number(order: Order) -> tuple[int, int, str, str]:
    return order.company_id, order.location_id, order.erp_vendor_id, order.number_key


def _record(tx: Transaction, action: str, change: Rewritten, given: Sequence[GivenBack], message: str | None) -> None:
    before, after = changed_fields(told(change.before), told(change.after))
    changed = {item.id for item in change.updated}
    if was := [_line(item) for item in change.before.items if item.id in changed]:
        before["items"] = was
    if now := [_line(item) for item in [*change.updated, *change.added]]:
        after["items"] = now
    if given:
        after["given_back"] = [
            {"invoice": g.invoice, "item": g.item, "line": g.line, "quantity": g.quantity} for g in given
        ]
    record(tx, action, "purchase_order", change.after.id, before=before, after=after, message=message)


def _line(item: OrderItem) -> dict[str, Any]:
    return {"id": item.id, **{name: getattr(item, name) for name in (*OWN_OF_LINE, "dimensions", "billed")}}
