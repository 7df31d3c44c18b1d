"""Write down what a receipt has become."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from payables.audit.actions.record import changed_fields, record
from payables.platform.db import Transaction
from payables.purchasing.actions.recount_receipts import recount
from payables.purchasing.actions.tell_orders import tell_orders
from payables.purchasing.model import Receipt, ReceiptItem
from payables.purchasing.rules.receipt_lines import LinesPlanned
from payables.purchasing.store import receipts as store

TOLD = (
    "company_id", "purchase_order", "external_id", "receipt_number", "received_on", "total_amount", "invoice_number_ref",
    "note",
)  # fmt: skip
TOLD_OF_LINE = ("id", "purchase_order_item", "external_id", "quantity", "price", "uom")


@dataclass(frozen=True, slots=True)
class ReceiptWritten:
    """`after` is the receipt with its new fields; its lines are those of `lines`."""

    before: Receipt
    after: Receipt
    lines: LinesPlanned


async def write_receipt(tx: Transaction, change: ReceiptWritten) -> None:
    """What changes nothing leaves no trace. The caller holds the lock of the order."""
    before, after, lines = change.before, change.after, change.lines
    if before == after and not (lines.changed or lines.new):
        return
    await store.update_receipt(tx, after)
    await store.free_external_ids(tx, after.id, _renamed(change))
    await store.update_items(tx, after.id, lines.changed)
    await store.insert_items(tx, after.id, lines.new, first_position=len(before.items))
    _record(tx, change)
    await recount(tx, [after.purchase_order])
    tell_orders(tx, [after.purchase_order])


def _renamed(change: ReceiptWritten) -> list[UUID]:
    was = {item.id: item.external_id for item in change.before.items}
    return [item.id for item in change.lines.changed if was[item.id] not in (None, item.external_id)]


def told(receipt: Receipt) -> dict[str, Any]:
    """What the trail says of a receipt itself."""
    return {name: getattr(receipt, name) for name in TOLD}


def told_of_line(item: ReceiptItem) -> dict[str, Any]:
    return {name: getattr(item, name) for name in TOLD_OF_LINE}


def _record(tx: Transaction, change: ReceiptWritten) -> None:
    before, after = changed_fields(told(change.before), told(change.after))
    changed = {item.id for item in change.lines.changed}
    if was := [told_of_line(item) for item in change.before.items if item.id in changed]:
        before["items"] = was
    if now := [told_of_line(item) for item in (*change.lines.changed, *change.lines.new)]:
        after["items"] = now
    record(tx, "receipt.changed", "receipt", change.after.id, before=before, after=after)
