"""Single orders with their lines, read or locked.

The lock of an order's row is that of its lines, its receipts and what is allocated of them: whatever changes one of these takes it
first, after the lock of an invoice if it needs one, and of several orders in the order of their ids.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid
from payables.platform.caller import Scope
from payables.platform.db import Transaction, exact
from payables.purchasing.model import Order, OrderItem, OrderStatus, PutAway
from payables.purchasing.rules.number_key import number_key

FIELDS = tuple(name for name in Order.__dataclass_fields__ if name != "items")
ITEM_FIELDS = tuple(OrderItem.__dataclass_fields__)

ONE = f"""
SELECT {", ".join(FIELDS)} FROM purchase_orders
 WHERE account_id = $1 AND id = $2
   AND ($3::int[] IS NULL OR company_id = ANY($3)) AND ($4::int[] IS NULL OR location_id = ANY($4))
"""  # noqa: S608

BY_EXTERNAL_ID = f"""
SELECT {", ".join(FIELDS)} FROM purchase_orders
 WHERE account_id = $1 AND company_id = $2 AND external_id = $3 FOR NO KEY UPDATE
"""  # noqa: S608

ITEMS = f"""
SELECT purchase_order, {", ".join(ITEM_FIELDS)} FROM purchase_order_items
 WHERE account_id = $1 AND purchase_order = ANY($2) ORDER BY purchase_order, position, id
"""  # noqa: S608

OF_NUMBER = """
SELECT id FROM purchase_orders
 WHERE account_id = $1 AND company_id = $2 AND location_id = $3 AND erp_vendor_id = $4 AND number_key = $5
   AND status <> 'deleted'
"""

OF_EXTERNAL_ID = """
SELECT id FROM purchase_orders
 WHERE account_id = $1 AND company_id = $2 AND external_id = $5 AND location_id = $3 AND erp_vendor_id = $4
   AND status <> 'deleted'
"""


async def lock_order(tx: Transaction, scope: Scope, order_id: str | UUID) -> Order:
    """With its lines, locked until the transaction ends. Raises NotFound for what is not an id, is not there, or lies
    outside the account or the scope. Deleted orders are found too: see `put_away`."""
    return await _with_items(tx, await _one(tx, scope, order_id, ONE + " FOR NO KEY UPDATE"))


async def load_order(tx: Transaction, scope: Scope, order_id: str | UUID) -> Order:
    """The same, not locked."""
    return await _with_items(tx, await _one(tx, scope, order_id, ONE))


async def lock_by_external_id(tx: Transaction, company_id: int, external_id: str) -> Order | None:
    """The order that the company's ERP calls so, locked."""
    row = await tx.fetchrow(BY_EXTERNAL_ID, tx.account_id, company_id, external_id)
    return await _with_items(tx, row) if row else None


async def by_lookup(
    tx: Transaction,
    company_id: int,
    location_id: int,
    erp_vendor_id: str,
    *,
    po_number: str | None = None,
    external_id: str | None = None,
) -> UUID | None:
    """The order of a location and vendor by its number, as numbers are compared, or by the ERP's id for it; both must name
    the same one where both are given. None where there is none. Deleted orders have given their numbers free. The caller has
    checked that the location is one of the company and may be seen."""
    place = (company_id, location_id, erp_vendor_id)
    found: set[UUID | None] = set()
    if po_number is not None:
        found.add(await of_number(tx, *place, number_key(po_number)))
    if external_id is not None:
        found.add(await tx.fetchval(OF_EXTERNAL_ID, tx.account_id, *place, external_id))
    return found.pop() if len(found) == 1 else None


async def of_number(tx: Transaction, company_id: int, location_id: int, erp_vendor_id: str, key: str) -> UUID | None:
    """The order that has this number at the location and vendor."""
    return await tx.fetchval(OF_NUMBER, tx.account_id, company_id, location_id, erp_vendor_id, key)


async def items_of(tx: Transaction, order_ids: Sequence[UUID]) -> dict[UUID, list[OrderItem]]:
    """Lines by order, in one statement."""
    found: dict[UUID, list[OrderItem]] = {}
    for row in await tx.fetch(ITEMS, tx.account_id, list(order_ids)) if order_ids else []:
        found.setdefault(row["purchase_order"], []).append(_item(row))
    return found


def order_of(row: Any, items: list[OrderItem]) -> Order:
    values: dict[str, Any] = {name: row[name] for name in FIELDS}
    values["status"] = OrderStatus(values["status"])
    values["put_away"] = PutAway(values["put_away"]) if values["put_away"] else None
    return Order(**values, items=items)


async def _one(tx: Transaction, scope: Scope, order_id: str | UUID, sql: str) -> Any:
    uuid = parse_uuid(order_id) if isinstance(order_id, str) else order_id
    row = await tx.fetchrow(sql, tx.account_id, uuid, scope.companies, scope.locations) if uuid else None
    if row is None:
        raise NotFound(what="purchase order")
    return row


async def _with_items(tx: Transaction, row: Any) -> Order:
    items = await items_of(tx, [row["id"]])
    return order_of(row, items.get(row["id"], []))


def _item(row: Any) -> OrderItem:
    values: dict[str, Any] = {name: row[name] for name in ITEM_FIELDS}
    for name in ("received", "billed"):
        values[name] = exact(values[name]) or Decimal(0)
    return OrderItem(**values)
