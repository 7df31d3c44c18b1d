"""What was received and is not invoiced, as of a day."""

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

# Receipts count by their date, invoices by their own: what an invoice of a later date pays for was not invoiced on the day.
LINES = """
WITH received AS (
  SELECT ri.purchase_order_item AS line, sum(ri.counted) AS quantity, max(r.received_on) AS last_on
    FROM receipts r JOIN receipt_items ri ON ri.account_id = r.account_id AND ri.receipt = r.id
   WHERE r.account_id = $1 AND r.company_id = $4 AND r.received_on <= $5 AND r.status NOT IN ('archived', 'deleted')
     AND ri.counted > 0
   GROUP BY 1
), lines AS (
  SELECT o.id AS order_id, o.po_number, o.location_id, o.vendor_id, o.erp_vendor_id,
         coalesce(v.erp_vendor_name, o.erp_vendor_name) AS vendor_name, i.id AS line_id, i.name, i.sku, i.uom, i.price,
         i.dimensions, received.quantity AS received, received.last_on,
         coalesce((SELECT sum(a.quantity) FROM match_allocations a
                     JOIN invoices n ON n.account_id = a.account_id AND n.id = a.invoice
                    WHERE a.account_id = i.account_id AND a.purchase_order_item = i.id
                      AND coalesce(n.posting_date, n.invoice_date) <= $5), 0) AS invoiced
    FROM received
    JOIN purchase_order_items i ON i.account_id = $1 AND i.id = received.line
    JOIN purchase_orders o ON o.account_id = i.account_id AND o.id = i.purchase_order
    LEFT JOIN vendors v ON v.account_id = o.account_id AND v.company_id = o.company_id AND v.id = o.vendor_id
   WHERE ($2::int[] IS NULL OR o.company_id = ANY($2)) AND ($3::int[] IS NULL OR o.location_id = ANY($3))
     AND ($6::int IS NULL OR o.location_id = $6) AND o.status <> 'deleted'
), open AS (
  SELECT *, received - invoiced AS quantity, (received - invoiced) * price AS amount
    FROM lines WHERE received > invoiced
)
"""

LISTED = f"""{LINES}
SELECT *, count(*) OVER () AS total, sum(amount) OVER () AS total_amount FROM open
 ORDER BY last_on, po_number, line_id LIMIT $7 OFFSET $8
"""  # noqa: S608

SUM = f"{LINES} SELECT coalesce(sum(amount), 0) FROM open"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Accrued:
    """A line of an order of which more was received than invoiced."""

    order_id: UUID
    po_number: str
    location_id: int
    vendor_id: int | None
    erp_vendor_id: str
    vendor_name: str | None
    line_id: UUID
    name: str
    sku: str | None
    uom: str | None
    price: Decimal
    dimensions: dict[str, str]
    received: Decimal
    last_on: date
    invoiced: Decimal
    quantity: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Accruals:
    """One page, the longest waiting first; count and amount are of all pages, and the amount is rounded once."""

    total: int
    amount: Decimal
    lines: list[Accrued]


async def received_not_invoiced(
    tx: Transaction, scope: Scope, company: Company, as_of: date, location_id: int | None, page: Page
) -> Accruals:
    """Company and location have been checked by the caller."""
    digits = currency_digits(company.currency)
    args = (tx.account_id, scope.companies, scope.locations, company.id, as_of, location_id)
    found = await tx.page(LISTED, page, *args)
    amount = found.rows[0]["total_amount"] if found.rows else await _amount(tx, args)
    return Accruals(found.total, round_to(amount, digits), [_line(row, digits) for row in found.rows])


async def _amount(tx: Transaction, args: tuple[Any, ...]) -> Decimal:
    """A page past the end is empty, and the amount is that of all."""
    return await tx.fetchval(SUM, *args)


def _line(row: Any, digits: int) -> Accrued:
    values: dict[str, Any] = {name: row[name] for name in Accrued.__dataclass_fields__}
    values["amount"] = round_to(row["amount"], digits)
    return Accrued(**values)
