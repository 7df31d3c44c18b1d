"""Lists of orders, and the dimensions that their lines show."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction
from payables.purchasing.model import Order, OrderStatus
from payables.purchasing.queries.orders import FIELDS, items_of, order_of

LISTED = """
-- the count stands apart: it needs no more than an index
SELECT {columns}, (SELECT count(*) FROM purchase_orders WHERE {matches}) AS total
  FROM purchase_orders WHERE {matches}
 ORDER BY created_at DESC, id DESC LIMIT {limit} OFFSET {offset}
"""

SEARCHED = ("po_number", "coalesce(erp_vendor_name, '')", "erp_vendor_id", "coalesce(external_id, '')")
OF_VENDOR_CALLED = """
vendor_id IN (SELECT v.id FROM vendors v WHERE v.account_id = $1 AND strpos(lower(v.erp_vendor_name), {text}) > 0)
"""

CODED = "SELECT id, erp_dimension_id, name, code FROM dimensions WHERE account_id = $1 AND id = ANY($2)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks for; None asks for nothing. Days are those of the orders' own date, both included."""

    company_id: int | None = None
    location_id: int | None = None
    erp_vendor_id: str | None = None
    statuses: tuple[OrderStatus, ...] | None = None
    first_day: date | None = None
    last_day: date | None = None
    external_id: str | None = None
    search: str | None = None
    items: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of orders, and how many match in all."""

    total: int
    orders: list[Order]


@dataclass(frozen=True, slots=True)
class Coded:
    """A dimension that a line is coded with."""

    id: str
    erp_dimension_id: str
    name: str
    code: str


async def listed(tx: Transaction, scope: Scope, wanted: Wanted, page: Page) -> Listed:
    """Newest created first; with their lines if wanted. Company and location have been checked by the caller."""
    args: list[Any] = [tx.account_id]

    def put(value: Any) -> str:
        args.append(value)
        return f"${len(args)}"

    matches = " AND ".join(["account_id = $1", *_conditions(scope, wanted, put)])
    limit, offset = f"${len(args) + 1}", f"${len(args) + 2}"
    sql = LISTED.format(columns=", ".join(FIELDS), matches=matches, limit=limit, offset=offset)
    found = await tx.page(sql, page, *args)
    items = await items_of(tx, [row["id"] for row in found.rows]) if wanted.items else {}
    return Listed(found.total, [order_of(row, items.get(row["id"], [])) for row in found.rows])


async def coded_with(tx: Transaction, orders: Sequence[Order]) -> dict[str, Coded]:
    """The dimensions of their lines by id, in one statement."""
    ids = sorted({id for order in orders for item in order.items for id in item.dimensions.values()})
    rows = await tx.fetch(CODED, tx.account_id, ids) if ids else []
    return {row["id"]: Coded(**row) for row in rows}


def _conditions(scope: Scope, wanted: Wanted, put: Callable[[Any], str]) -> Iterable[str]:
    if scope.companies is not None:
        yield f"company_id = ANY({put(scope.companies)})"
    if scope.locations is not None:
        yield f"location_id = ANY({put(scope.locations)})"
    for column, value in (
        ("company_id", wanted.company_id),
        ("location_id", wanted.location_id),
        ("erp_vendor_id", wanted.erp_vendor_id),
        ("external_id", wanted.external_id),
    ):
        if value is not None:
            yield f"{column} = {put(value)}"
    if wanted.search:
        text = put(wanted.search.lower())
        found = [f"strpos(lower({column}), {text}) > 0" for column in SEARCHED]
        yield f"({' OR '.join([*found, OF_VENDOR_CALLED.format(text=text)])})"
    if wanted.statuses is not None:
        yield f"status = ANY({put([status.value for status in wanted.statuses])})"
    if wanted.first_day is not None:
        yield f"ordered_on >= {put(wanted.first_day)}"
    if wanted.last_day is not None:
        yield f"ordered_on <= {put(wanted.last_day)}"
