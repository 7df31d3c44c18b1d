"""Count what was received for orders: after every change of their receipts, and when a conversion was learned."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from payables.platform.db import Transaction
from payables.purchasing.actions.settle_orders import settle_orders
from payables.purchasing.actions.settle_receipts import settle_receipts
from payables.purchasing.queries.deliveries import Delivered, delivered
from payables.purchasing.rules.receipt_counting import by_item, counted, is_same_unit
from payables.purchasing.store import received
from payables.units import queries as units
from payables.units.model import Conversion
from payables.units.rules.item_key import item_key

NOTHING = Decimal(0)


async def recount(tx: Transaction, order_ids: Collection[UUID]) -> None:
    """Converts every line that was received, lets allocations go that it has no goods for any more, sums up what counts by
    the order's line, and settles the statuses that follow. The statements do not depend on how many there are, but for one
    per vendor where units differ. The caller has locked the orders, and tells of the change (tell_orders.py)."""
    if not order_ids:
        return
    goods = await delivered(tx, order_ids)
    known = await _conversions(tx, goods)
    counts = {one.id: _counted(one, known) for one in goods}
    changed = {one.id: counts[one.id] for one in goods if _is_stale(one, counts[one.id])}
    available = {one.id: counts[one.id] or NOTHING if one.counts else NOTHING for one in goods}
    less = {one.id: available[one.id] for one in goods if one.billed > available[one.id]}
    await received.release(tx, less)
    await received.count(tx, changed | {id: counts[id] for id in less})
    await received.sum_up(tx, order_ids)
    await settle_orders(tx, order_ids)
    await settle_receipts(tx, order_ids)


async def _conversions(
    tx: Transaction, goods: Sequence[Delivered]
) -> Mapping[tuple[int, int], Mapping[str, list[Conversion]]]:
    """(company, vendor) -> item -> what was learned, for lines whose units differ."""
    wanted: dict[tuple[int, int], set[str]] = {}
    for one in goods:
        key = item_key(one.sku, one.name)
        if one.vendor_id is not None and key and not is_same_unit(one.uom, one.ordered_uom):
            wanted.setdefault((one.company_id, one.vendor_id), set()).add(key)
    return {whose: by_item(await units.conversions(tx, *whose, keys)) for whose, keys in wanted.items()}


def _counted(one: Delivered, known: Mapping[tuple[int, int], Mapping[str, list[Conversion]]]) -> Decimal | None:
    of_vendor = known.get((one.company_id, one.vendor_id or 0), {})
    learned = of_vendor.get(item_key(one.sku, one.name) or "", [])
    return counted(one.quantity, one.uom, one.ordered_uom, one.name, learned)


def _is_stale(one: Delivered, now: Decimal | None) -> bool:
    return now != one.counted
