"""Orders as matching needs them: found by their numbers or their vendor, and locked with their lines and deliveries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from payables.platform.db import Transaction
from payables.purchasing.model import OrderStatus, PutAway
from payables.purchasing.rules.number_key import number_key

MOST_RECEIPTS = 2000

BY_NUMBERS = """
SELECT id, number_key, vendor_id, status, location_id FROM purchase_orders
 WHERE account_id = $1 AND company_id = $2 AND number_key = ANY($3) AND status NOT IN ('archived', 'deleted')
 ORDER BY id
"""

OF_ITEMS = """
SELECT i.id, i.purchase_order FROM purchase_order_items i
  JOIN purchase_orders o ON o.account_id = i.account_id AND o.id = i.purchase_order
 WHERE i.account_id = $1 AND o.company_id = $2 AND i.id = ANY($3)
"""

FIELDS = """id, po_number, number_key, vendor_id, location_id, is_2_way, status, put_away, ordered_on, total_amount, tax,
       freight, miscellaneous_charges, invoice_number_ref"""

HEADS = f"SELECT {FIELDS} FROM purchase_orders WHERE account_id = $1 AND id = ANY($2) ORDER BY id"  # noqa: S608

OPEN_OF_VENDOR = f"""
SELECT {FIELDS} FROM purchase_orders
 WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3 AND status IN ('open', 'received', 'flagged')
   AND put_away IS NULL
 ORDER BY ordered_on DESC, id DESC LIMIT $4
"""  # noqa: S608

COUNT_LINES = """
SELECT purchase_order, count(*) AS lines FROM purchase_order_items
 WHERE account_id = $1 AND purchase_order = ANY($2) GROUP BY purchase_order
"""

LINES = """
SELECT i.id, i.purchase_order, i.name, i.sku, i.quantity, i.uom, i.price, i.received, i.billed, i.dimensions,
  ARRAY(SELECT ROW(ri.id, ri.counted, ri.billed, r.received_on)
          FROM receipt_items ri JOIN receipts r ON r.account_id = ri.account_id AND r.id = ri.receipt
         WHERE ri.account_id = $1 AND ri.purchase_order_item = i.id AND ri.counted IS NOT NULL
           AND r.status NOT IN ('archived', 'deleted')
         ORDER BY r.received_on, ri.id) AS deliveries
  FROM purchase_order_items i WHERE i.account_id = $1 AND i.purchase_order = ANY($2)
 ORDER BY i.purchase_order, i.position, i.id
"""

LINE_NAMES = """
SELECT id, purchase_order, name FROM purchase_order_items WHERE account_id = $1 AND purchase_order = ANY($2)
 ORDER BY purchase_order, position, id
"""

RECEIPT_NUMBERS = """
-- the newest that have one of the numbers or name an invoice: a vendor may have thousands
SELECT purchase_order, number_key, invoice_number_ref FROM receipts
 WHERE account_id = $1 AND purchase_order = ANY($2) AND status NOT IN ('archived', 'deleted')
   AND (number_key = ANY($3) OR invoice_number_ref IS NOT NULL)
 ORDER BY received_on DESC, id LIMIT $4
"""


@dataclass(frozen=True, slots=True)
class Named:
    """An order that has one of the numbers."""

    id: UUID
    number_key: str
    vendor_id: int | None
    status: OrderStatus
    location_id: int


@dataclass(frozen=True, slots=True)
class Head:
    """An order without its lines."""

    id: UUID
    po_number: str
    number_key: str
    vendor_id: int | None
    location_id: int
    is_2_way: bool
    status: OrderStatus
    put_away: PutAway | None
    ordered_on: date
    total_amount: Decimal
    tax: Decimal | None
    freight: Decimal | None
    miscellaneous_charges: Decimal | None
    invoice_number_ref: str | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """What counts of a receipt's line, in the order line's unit; `billed` by whomever."""

    receipt_item: UUID
    counted: Decimal
    billed: Decimal
    received_on: date


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an order with its deliveries, the oldest first."""

    id: UUID
    purchase_order: UUID
    name: str
    sku: str | None
    quantity: Decimal
    uom: str | None
    price: Decimal
    received: Decimal
    billed: Decimal
    dimensions: dict[str, str]
    deliveries: tuple[Delivery, ...]


def key_of(number: str) -> str:
    """A number as it is compared with those of orders and receipts."""
    return number_key(number)


def is_live(head: Head) -> bool:
    """Whether invoices may be matched with it."""
    return head.status not in (OrderStatus.ARCHIVED, OrderStatus.DELETED, OrderStatus.PENDING)


async def by_numbers(tx: Transaction, company_id: int, keys: Collection[str]) -> list[Named]:
    """Of any vendor; none is locked."""
    if not keys:
        return []
    rows = await tx.fetch(BY_NUMBERS, tx.account_id, company_id, sorted(keys))
    return [Named(r["id"], r["number_key"], r["vendor_id"], OrderStatus(r["status"]), r["location_id"]) for r in rows]


async def open_of_vendor(tx: Transaction, company_id: int, vendor_id: int, most: int) -> list[Head]:
    """The newest orders of a vendor that can be matched; none is locked."""
    return [_head(row) for row in await tx.fetch(OPEN_OF_VENDOR, tx.account_id, company_id, vendor_id, most)]


async def line_names(tx: Transaction, orders: Collection[UUID]) -> list[tuple[UUID, UUID, str]]:
    """Of all lines the order, the line and its name."""
    rows = await tx.fetch(LINE_NAMES, tx.account_id, sorted(orders))
    return [(row["purchase_order"], row["id"], row["name"]) for row in rows]


async def count_lines(tx: Transaction, orders: Collection[UUID]) -> dict[UUID, int]:
    """Order -> how many lines it has; an order without any is left out."""
    rows = await tx.fetch(COUNT_LINES, tx.account_id, list(orders))
    return {row["purchase_order"]: row["lines"] for row in rows}


async def has_open(tx: Transaction, company_id: int, vendor_id: int | None) -> bool:
    """Whether a vendor has an order that can be matched."""
    return vendor_id is not None and bool(await open_of_vendor(tx, company_id, vendor_id, 1))


async def orders_of_items(tx: Transaction, company_id: int, items: Collection[UUID]) -> dict[UUID, UUID]:
    """Line -> order, of those lines that the company has."""
    if not items:
        return {}
    rows = await tx.fetch(OF_ITEMS, tx.account_id, company_id, list(items))
    return {row["id"]: row["purchase_order"] for row in rows}


async def heads(tx: Transaction, orders: Collection[UUID], *, lock: bool) -> list[Head]:
    """In the order of their ids. A locked order stays as it is until the transaction ends, with its lines, receipts and
    what is allocated of them; the lock is taken after that of the invoice."""
    if not orders:
        return []
    rows = await tx.fetch(HEADS + (" FOR NO KEY UPDATE" if lock else ""), tx.account_id, list(orders))
    return [_head(row) for row in rows]


async def lines(tx: Transaction, orders: Sequence[UUID]) -> list[Line]:
    """Of all these orders, in their order."""
    return [_line(row) for row in await tx.fetch(LINES, tx.account_id, list(orders))] if orders else []


async def receipt_numbers(tx: Transaction, orders: Sequence[UUID], keys: Collection[str]) -> dict[UUID, set[str]]:
    """Order -> those of these keys that are numbers of its receipts, and the invoice numbers that its receipts name."""
    found: dict[UUID, set[str]] = {}
    for row in await tx.fetch(RECEIPT_NUMBERS, tx.account_id, list(orders), sorted(keys), MOST_RECEIPTS):
        told = {row["number_key"], row["invoice_number_ref"]} - {None}
        found.setdefault(row["purchase_order"], set()).update(told)
    return found


def _head(row: Any) -> Head:
    values = dict(row)
    status, put_away = OrderStatus(values.pop("status")), values.pop("put_away")
    return Head(status=status, put_away=PutAway(put_away) if put_away else None, **values)


def _line(row: Any) -> Line:
    values = dict(row)
    deliveries = tuple(Delivery(*one) for one in values.pop("deliveries"))
    return Line(deliveries=deliveries, **values)
