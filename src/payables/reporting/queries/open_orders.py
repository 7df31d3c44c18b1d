"""Orders of which something is still to come or to be billed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from payables.accounts.model import Company
from payables.kit.money import currency_digits
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction

LISTED = """
WITH open AS (
  SELECT o.id, o.po_number, o.external_id, o.status, o.location_id, o.vendor_id, o.erp_vendor_id,
         coalesce(v.erp_vendor_name, o.erp_vendor_name) AS vendor_name, o.ordered_on, o.is_2_way, o.total_amount,
         round(s.ordered, $7::int) AS ordered_amount, round(s.received, $7::int) AS received_amount,
         round(s.billed, $7::int) AS billed_amount,
         round(s.ordered - s.billed, $7::int) AS open_amount
    FROM purchase_orders o
    LEFT JOIN vendors v ON v.account_id = o.account_id AND v.company_id = o.company_id AND v.id = o.vendor_id
   CROSS JOIN LATERAL (
         SELECT sum(i.quantity * i.price) AS ordered, sum(least(i.received, i.quantity) * i.price) AS received,
                sum(i.billed * i.price) AS billed
           FROM purchase_order_items i WHERE i.account_id = o.account_id AND i.purchase_order = o.id) AS s
   WHERE o.account_id = $1 AND ($2::int[] IS NULL OR o.company_id = ANY($2))
     AND ($3::int[] IS NULL OR o.location_id = ANY($3)) AND o.company_id = $4
     AND ($5::int IS NULL OR o.location_id = $5) AND ($6::int IS NULL OR o.vendor_id = $6)
     AND o.status IN ('pending', 'open', 'received', 'flagged')
)
SELECT *, count(*) OVER () AS total, sum(open_amount) OVER () AS all_open FROM open
 ORDER BY ordered_on, po_number, id LIMIT $8 OFFSET $9
"""


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
    """One page, the oldest first; count and amount are of all pages."""

    total: int
    amount: Decimal
    orders: list[OpenOrder]


async def open_orders(
    tx: Transaction, scope: Scope, company: Company, location_id: int | None, vendor_id: int | None, page: Page
) -> OpenOrders:
    """Company and location have been checked by the caller."""
    digits = currency_digits(company.currency)
    args = (scope.companies, scope.locations, company.id, location_id, vendor_id, digits)
    found = await tx.page(LISTED, page, tx.account_id, *args)
    first = found.rows or (await tx.fetch(LISTED, tx.account_id, *args, 1, 0) if found.total else [])
    return OpenOrders(found.total, first[0]["all_open"] if first else Decimal(0), [_order(row) for row in found.rows])


def _order(row: Any) -> OpenOrder:
    return OpenOrder(**{name: row[name] for name in OpenOrder.__dataclass_fields__})
