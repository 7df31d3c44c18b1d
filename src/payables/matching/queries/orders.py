"""Orders as they are compared with one invoice: with what other invoices have taken of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID

from payables.matching.model import Asked, Charge, Delivered, Kept, Ordered, OrderedLine
from payables.matching.queries import ledger
from payables.matching.rules.named import named_numbers
from payables.platform.db import Transaction
from payables.purchasing.model import OrderStatus, PutAway
from payables.purchasing.queries import for_matching as purchasing
from payables.purchasing.queries.for_matching import Head, Line
from payables.units.rules.item_key import item_key

NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class OrdersRead:
    """Orders in the order of their dates. `locked` are all that were locked, those to be given back among them."""

    orders: tuple[Ordered, ...]
    numbers: Mapping[UUID, str]
    locked: tuple[UUID, ...]
    kept: Kept
    flagged: bool
    elsewhere: tuple[UUID, ...]


async def ordered(
    tx: Transaction, asked: Asked, kept: Kept, orders: Collection[UUID], *, lock: bool, before: Collection[UUID] = ()
) -> OrdersRead:
    """These orders less what other invoices have taken; `before` are locked too, since they may be given back."""
    heads = await purchasing.heads(tx, {*orders, *before}, lock=lock)
    if lock and kept.allocations:
        # Until the orders were locked, a change of one could still take from what the invoice had of it
        kept = replace(kept, allocations=await ledger.allocations_of(tx, asked.id))
    # As they are now that they are locked: an order may have been put away, or be another vendor's, since it was found
    wanted = [head for head in heads if head.id in set(orders) and is_for(head, asked)]
    wanted.sort(key=lambda head: (head.ordered_on, head.id))
    ids = [head.id for head in wanted]
    lines = await purchasing.lines(tx, ids)
    charged = await ledger.charged_by_others(tx, ids, asked.id) if ids else {}
    known = await _known_as(tx, asked) if ids else {}
    own_lines, own_receipts = own_quantities(kept)
    by_order: dict[UUID, list[OrderedLine]] = {}
    closed = {head.id for head in wanted if head.put_away is PutAway.CLOSED}
    for line in lines:
        taken = line.billed - own_lines.get(line.id, NONE)
        shown = _line(line, taken, own_receipts, known, is_closed=line.purchase_order in closed)
        by_order.setdefault(line.purchase_order, []).append(shown)
    return OrdersRead(
        tuple(_order(head, by_order.get(head.id, []), charged.get(head.id, {})) for head in wanted),
        {head.id: head.po_number for head in wanted},
        tuple(head.id for head in heads),
        kept,
        any(head.status is OrderStatus.FLAGGED for head in wanted),
        tuple(head.id for head in wanted if head.location_id != asked.location_id),
    )


def is_for(head: Head, asked: Asked) -> bool:
    """Whether the order can be matched with the invoice at all."""
    return head.vendor_id is not None and head.vendor_id == asked.vendor_id and purchasing.is_live(head)


def named_keys(asked: Asked) -> list[str]:
    """Of the numbers of orders that the invoice names, the whole text first."""
    return list(dict.fromkeys(purchasing.key_of(number) for number in named_numbers(asked.purchase_order or "")))


def item_keys(asked: Asked) -> set[str]:
    """Under which the vendor's items are remembered."""
    return {key for line in asked.billed.lines if (key := item_key(line.sku, line.name))}


def own_quantities(kept: Kept) -> tuple[dict[UUID, Decimal], dict[UUID, Decimal]]:
    """What the invoice itself has of lines of orders, and of receipts."""
    lines: dict[UUID, Decimal] = {}
    receipts: dict[UUID, Decimal] = {}
    for allocations in kept.allocations.values():
        for one in allocations:
            lines[one.order_line] = lines.get(one.order_line, NONE) + one.quantity
            if one.receipt_item is not None:
                receipts[one.receipt_item] = receipts.get(one.receipt_item, NONE) + one.quantity
    return lines, receipts


def _line(
    line: Line,
    taken: Decimal,
    own_receipts: Mapping[UUID, Decimal],
    known: Mapping[str, set[str]],
    *,
    is_closed: bool,
) -> OrderedLine:
    # An order that was closed short is good for what had come by then, and for nothing more
    quantity = min(line.quantity, max(line.received, line.billed)) if is_closed else line.quantity
    return OrderedLine(
        id=line.id,
        order=line.purchase_order,
        name=line.name,
        sku=line.sku,
        quantity=quantity,
        uom=line.uom,
        price=line.price,
        taken=taken,
        deliveries=tuple(
            Delivered(
                one.receipt_item, one.counted, one.billed - own_receipts.get(one.receipt_item, NONE), one.received_on
            )
            for one in line.deliveries
        ),
        known_as=frozenset(known.get(item_key(line.sku, line.name) or "", ())),
        dimensions=line.dimensions,
    )


def _order(head: Head, lines: list[OrderedLine], charged: Mapping[Charge, Decimal]) -> Ordered:
    told = {
        Charge.FREIGHT: head.freight,
        Charge.TAX: head.tax,
        Charge.MISCELLANEOUS: head.miscellaneous_charges,
    }
    charges = {kind: amount for kind, amount in told.items() if amount is not None}
    return Ordered(head.id, head.po_number, head.is_2_way, head.total_amount, tuple(lines), charges, charged)


async def _known_as(tx: Transaction, asked: Asked) -> dict[str, set[str]]:
    return await ledger.known_as(tx, asked.company_id, asked.vendor_id, item_keys(asked))
