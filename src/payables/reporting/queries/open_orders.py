"""Orders of which something is still to come or to be billed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from payables.accounts.model import Company
from payables.kit.money import currency_digits, round_to
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction

MATCHING = """
       o.account_id = $1 AND ($2::int[] IS NULL OR o.company_id = ANY($2)) AND ($3::int[] IS NULL OR o.location_id = ANY($3))
   AND o.company_id = $4 AND ($5::int IS NULL OR o.location_id = $5) AND ($6::int IS NULL OR o.vendor_id = $6)
   AND o.status IN ('pending', 'open', 'received', 'flagged')
"""

ALL = f"""
SELECT (SELECT count(*) FROM purchase_orders o WHERE {MATCHING}) AS total,
       coalesce((SELECT sum((i.quantity - i.billed) * i.price)
                   FROM purchase_orders o
                   JOIN purchase_order_items i ON i.account_id = o.account_id AND i.purchase_order = o.id
                  WHERE {MATCHING}), 0) AS open_amount
"""  # noqa: S608

LISTED = f"""
-- the page comes first: only its orders are summed up
WITH page AS MATERIALIZED (
  SELECT o.* FROM purchase_orders o WHERE {MATCHING} ORDER BY o.ordered_on, o.po_number, o.id LIMIT $7 OFFSET $8
)
SELECT o.id, o.po_number, o.external_id, o.status, o.location_id, o.vendor_id, o.erp_vendor_id,
       coalesce(v.erp_vendor_name, o.erp_vendor_name) AS vendor_name, o.ordered_on, o.is_2_way, o.total_amount,
       s.ordered AS ordered_amount, s.received AS received_amount, s.billed AS billed_amount,
       s.ordered - s.billed AS open_amount
  FROM page o
  LEFT JOIN vendors v ON v.account_id = o.account_id AND v.company_id = o.company_id AND v.id = o.vendor_id
 CROSS JOIN LATERAL (
       SELECT coalesce(sum(i.quantity * i.price), 0) AS ordered,
              coalesce(sum(least(i.received, i.quantity) * i.price), 0) AS received,
              coalesce(sum(i.billed * i.price), 0) AS billed
         FROM purchase_order_items i WHERE i.account_id = o.account_id AND i.purchase_order = o.id) AS s
 ORDER BY o.ordered_on, o.po_number, o.id
"""  # noqa: S608

AMOUNTS = ("ordered_amount", "received_amount", "billed_amount", "open_amount")


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """An order and its amounts: of what was ordered, has come (no more than ordered) and is billed, at the order's prices."""

    id: UUID
    po_number: str
    external_id: str | None
    status: str
    location_id: int
    vendor_id: int | None
    erp_vendor_id: str
    vendor_name: str | None
    ordered_on: date
    is_2_way: bool
    total_amount: Decimal
    ordered_amount: Decimal
    received_amount: Decimal
    billed_amount: Decimal
    open_amount: Decimal


@dataclass(frozen=True, slots=True)
class OpenOrders:
    """One page, the oldest first; count and amount are of all pages, and the amount is rounded once."""

    total: int
    amount: Decimal
    orders: list[OpenOrder]


async def open_orders(
    tx: Transaction, scope: Scope, company: Company, location_id: int | None, vendor_id: int | None, page: Page
) -> OpenOrders:
    """Company and location have been checked by the caller."""
    digits = currency_digits(company.currency)
    args = (tx.account_id, scope.companies, scope.locations, company.id, location_id, vendor_id)
    (found,) = await tx.fetch(ALL, *args)
    total = found["total"]
    rows = await tx.fetch(LISTED, *args, page.limit, page.offset) if total > page.offset else []
    return OpenOrders(total, round_to(found["open_amount"], digits), [_order(row, digits) for row in rows])


def _order(row: Any, digits: int) -> OpenOrder:
    values: dict[str, Any] = {name: row[name] for name in OpenOrder.__dataclass_fields__}
    values |= {name: round_to(row[name], digits) for name in AMOUNTS}
    return OpenOrder(**values)
