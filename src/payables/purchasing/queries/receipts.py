"""Receipts with their lines. The lock of the order's row is that of its receipts (queries/orders.py)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction, exact
from payables.purchasing.model import Order, PutAway, Receipt, ReceiptItem, ReceiptStatus
from payables.purchasing.queries.orders import lock_order

FIELDS = tuple(name for name in Receipt.__dataclass_fields__ if name != "items")
ITEM_FIELDS = tuple(ReceiptItem.__dataclass_fields__)
COLUMNS = ", ".join(f"r.{name}" for name in FIELDS)

# Places are those of the order. Who sees all locations is asked nothing of it: then a list and its count run along one index.
SEEN = "r.account_id = $1 AND ($2::int[] IS NULL OR r.company_id = ANY($2))"
AT_LOCATIONS = """EXISTS (SELECT FROM purchase_orders o
                                WHERE o.account_id = r.account_id AND o.id = r.purchase_order AND o.location_id = ANY({}))"""

ONE = f"""
SELECT {COLUMNS} FROM receipts r
 WHERE {SEEN} AND ($3::int[] IS NULL OR {AT_LOCATIONS.format("$3")}) AND r.id = $4
"""  # noqa: S608

BY_EXTERNAL_ID = f"""
SELECT {COLUMNS} FROM receipts r WHERE r.account_id = $1 AND r.company_id = $2 AND r.external_id = $3
"""  # noqa: S608

OF_NUMBER = """
SELECT id FROM receipts WHERE account_id = $1 AND purchase_order = $2 AND number_key = $3 AND status <> 'deleted'
"""

ORDER_SEEN = """
SELECT true FROM purchase_orders
 WHERE account_id = $1 AND id = $2
   AND ($3::int[] IS NULL OR company_id = ANY($3)) AND ($4::int[] IS NULL OR location_id = ANY($4))
"""

LISTED = """
-- the count stands apart: it needs no order by
SELECT {columns}, (SELECT count(*) FROM receipts r WHERE {matches}) AS total
  FROM receipts r WHERE {matches} ORDER BY r.created_at DESC, r.id DESC LIMIT {limit} OFFSET {offset}
"""

ITEMS = f"""
SELECT ri.receipt, {", ".join(f"ri.{name}" for name in ITEM_FIELDS)}, i.name, i.sku
  FROM receipt_items ri JOIN purchase_order_items i ON i.account_id = ri.account_id AND i.id = ri.purchase_order_item
 WHERE ri.account_id = $1 AND ri.receipt = ANY($2) ORDER BY ri.receipt, ri.position, ri.id
"""  # noqa: S608


ORDERS = """
SELECT o.id, o.po_number, o.erp_vendor_id, o.erp_vendor_name, v.erp_vendor_name AS vendor_name, o.location_id
  FROM purchase_orders o LEFT JOIN vendors v ON v.account_id = o.account_id AND v.id = o.vendor_id
 WHERE o.account_id = $1 AND o.id = ANY($2)
"""

FOUND_BY = """
(strpos(lower(r.receipt_number), {text}) > 0 OR r.purchase_order IN (
   SELECT o.id FROM purchase_orders o WHERE o.account_id = $1 AND (strpos(lower(o.po_number), {text}) > 0
       OR strpos(lower(coalesce(o.erp_vendor_name, '')), {text}) > 0 OR strpos(lower(o.erp_vendor_id), {text}) > 0
       OR o.vendor_id IN (SELECT v.id FROM vendors v
                           WHERE v.account_id = $1 AND strpos(lower(v.erp_vendor_name), {text}) > 0))))
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks for; None asks for nothing."""

    company_id: int | None = None
    location_id: int | None = None
    order: UUID | None = None
    statuses: tuple[ReceiptStatus, ...] | None = None
    first_day: date | None = None
    last_day: date | None = None
    external_id: str | None = None
    search: str | None = None


@dataclass(frozen=True, slots=True)
class OfOrder:
    """What is shown of the order beside its receipt."""

    po_number: str
    erp_vendor_id: str
    erp_vendor_name: str | None
    vendor_name: str | None
    location_id: int


@dataclass(frozen=True, slots=True)
class SeenItem:
    """A line with the names of the order's line that stand beside it."""

    item: ReceiptItem
    name: str
    sku: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of receipts, without their lines, and how many match in all."""

    total: int
    receipts: list[Receipt]


async def load_receipt(tx: Transaction, scope: Scope, receipt_id: str | UUID) -> Receipt:
    """With its lines. Raises NotFound for what is not an id, is not there, or lies outside the account or the scope."""
    uuid = parse_uuid(receipt_id) if isinstance(receipt_id, str) else receipt_id
    row = await tx.fetchrow(ONE, tx.account_id, scope.companies, scope.locations, uuid) if uuid else None
    if row is None:
        raise NotFound(what="receipt")
    return await _with_items(tx, row)


async def lock_receipt(tx: Transaction, scope: Scope, receipt_id: str) -> tuple[Order, Receipt]:
    """With its order, which is locked until the transaction ends. Raises NotFound."""
    seen = await load_receipt(tx, scope, receipt_id)
    order = await lock_order(tx, scope, seen.purchase_order)
    return order, await load_receipt(tx, scope, seen.id)


async def by_external_id(tx: Transaction, company_id: int, external_id: str) -> Receipt | None:
    """The receipt that the company's ERP calls so, of whatever order and status, with its lines."""
    row = await tx.fetchrow(BY_EXTERNAL_ID, tx.account_id, company_id, external_id)
    return await _with_items(tx, row) if row else None


async def of_number(tx: Transaction, order: UUID, number_key: str) -> UUID | None:
    """The receipt that has this number among those of an order; deleted ones have given theirs free."""
    return await tx.fetchval(OF_NUMBER, tx.account_id, order, number_key)


async def order_seen(tx: Transaction, scope: Scope, order_id: str) -> UUID:
    """The order that a list is asked for. Raises NotFound."""
    uuid = parse_uuid(order_id)
    if uuid and await tx.fetchval(ORDER_SEEN, tx.account_id, uuid, scope.companies, scope.locations):
        return uuid
    raise NotFound(what="purchase order")


async def listed(tx: Transaction, scope: Scope, wanted: Wanted, page: Page) -> Listed:
    """Newest created first."""
    args: list[Any] = [tx.account_id]
    matches = " AND ".join(["r.account_id = $1", *_conditions(scope, wanted, _putter(args))])
    limit, offset = f"${len(args) + 1}", f"${len(args) + 2}"
    sql = LISTED.format(columns=COLUMNS, matches=matches, limit=limit, offset=offset)
    found = await tx.page(sql, page, *args)
    return Listed(found.total, [_receipt(row, []) for row in found.rows])


async def items_of(tx: Transaction, receipts: Sequence[UUID]) -> dict[UUID, list[SeenItem]]:
    """Lines by receipt, in one statement."""
    found: dict[UUID, list[SeenItem]] = {}
    for row in await tx.fetch(ITEMS, tx.account_id, list(receipts)) if receipts else []:
        found.setdefault(row["receipt"], []).append(SeenItem(_item(row), row["name"], row["sku"]))
    return found


async def orders_of(tx: Transaction, receipts: Sequence[Receipt]) -> dict[UUID, OfOrder]:
    """By the order's id, in one statement."""
    ids = sorted({receipt.purchase_order for receipt in receipts})
    rows = await tx.fetch(ORDERS, tx.account_id, ids) if ids else []
    return {row["id"]: OfOrder(*list(row)[1:]) for row in rows}


async def _with_items(tx: Transaction, row: Any) -> Receipt:
    items = await items_of(tx, [row["id"]])
    return _receipt(row, [seen.item for seen in items.get(row["id"], [])])


def _putter(args: list[Any]) -> Callable[[Any], str]:
    def put(value: Any) -> str:
        args.append(value)
        return f"${len(args)}"

    return put


def _conditions(scope: Scope, wanted: Wanted, put: Callable[[Any], str]) -> Iterable[str]:
    if scope.companies is not None:
        yield f"r.company_id = ANY({put(scope.companies)})"
    if scope.locations is not None:
        yield AT_LOCATIONS.format(put(scope.locations))
    if wanted.location_id is not None:
        yield AT_LOCATIONS.format(put([wanted.location_id]))
    for column, value in (
        ("r.company_id", wanted.company_id),
        ("r.purchase_order", wanted.order),
        ("r.external_id", wanted.external_id),
    ):
        if value is not None:
            yield f"{column} = {put(value)}"
    if wanted.search:
        yield FOUND_BY.format(text=put(wanted.search.lower()))
    if wanted.statuses is not None:
        yield f"r.status = ANY({put([status.value for status in wanted.statuses])})"
    if wanted.first_day is not None:
        yield f"r.received_on >= {put(wanted.first_day)}"
    if wanted.last_day is not None:
        yield f"r.received_on <= {put(wanted.last_day)}"


def _receipt(row: Any, items: list[ReceiptItem]) -> Receipt:
    values: dict[str, Any] = {name: row[name] for name in FIELDS}
    values["status"] = ReceiptStatus(values["status"])
    values["put_away"] = PutAway(values["put_away"]) if values["put_away"] else None
    return Receipt(**values, items=items)


def _item(row: Any) -> ReceiptItem:
    values: dict[str, Any] = {name: row[name] for name in ITEM_FIELDS}
    values["counted"] = exact(values["counted"])
    values["billed"] = exact(values["billed"]) or Decimal(0)
    return ReceiptItem(**values)
