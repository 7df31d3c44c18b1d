"""What was owed to vendors on a day, by how long it was overdue then."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from payables.invoices.queries.counted import SIGN
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction
from payables.reporting.model import OVERDUE_DAYS


def _is_of(least: int | None, most: int | None) -> str:
    bounds = [f"overdue >= {least}"] if least is not None else []
    return " AND ".join([*bounds, *([f"overdue <= {most}"] if most is not None else [])])


_BY_AGE = ",\n         ".join(
    f"coalesce(sum(amount) FILTER (WHERE {_is_of(*of)}), 0) AS {name}" for name, of in OVERDUE_DAYS.items()
)
_TOGETHER = ", ".join(f"sum({name})" for name in OVERDUE_DAYS)

AGED = f"""
WITH owed AS (
  SELECT i.vendor_id, coalesce(v.erp_vendor_name, i.vendor_as_read) AS vendor_name, v.erp_vendor_id, i.currency,
         $5::date - coalesce(i.due_date, i.invoice_date) AS overdue,
         i.approved_at IS NOT NULL AND i.approved_at::date <= $5 AS approved,
         ({SIGN})
           -- what was prepaid by the document itself, and what payments had settled by that day
           * (i.total_amount - (i.paid_amount - i.settled_by_payments)
              - coalesce((SELECT sum(p.amount + p.discount) FROM payments p
                           WHERE p.account_id = i.account_id AND p.invoice = i.id AND p.paid_on <= $5
                             AND (p.voided_at IS NULL OR p.voided_at::date > $5)), 0)) AS amount
    FROM invoices i
    LEFT JOIN vendors v ON v.account_id = i.account_id AND v.company_id = i.company_id AND v.id = i.vendor_id
   WHERE i.account_id = $1 AND ($2::int[] IS NULL OR i.company_id = ANY($2))
     AND ($3::int[] IS NULL OR i.location_id = ANY($3)) AND i.company_id = $4
     AND ($6::int IS NULL OR i.location_id = $6) AND ($7::int IS NULL OR i.vendor_id = $7)
     AND coalesce(i.posting_date, i.invoice_date) <= $5 AND i.total_amount IS NOT NULL
     AND i.type IN ('invoice', 'credit_memo') AND i.state <> 'processing'
     -- what was archived unexported was owed until then
     AND (i.state <> 'archived' OR i.exported_at IS NOT NULL OR i.archived_at::date > $5)
), vendors AS MATERIALIZED (
  SELECT vendor_id, vendor_name, erp_vendor_id, currency, count(*) AS count,
         {_BY_AGE},
         sum(amount) AS total, coalesce(sum(amount) FILTER (WHERE approved), 0) AS approved
    FROM owed WHERE amount <> 0
   GROUP BY 1, 2, 3, 4
)
(SELECT *, false AS is_total FROM vendors
  ORDER BY total DESC, vendor_id NULLS LAST, vendor_name, currency LIMIT $8 OFFSET $9)
UNION ALL
SELECT NULL, NULL, NULL, currency, count(*), {_TOGETHER},
       sum(total), sum(approved), true
  FROM vendors GROUP BY currency
 ORDER BY is_total, total DESC, vendor_id NULLS LAST, vendor_name, currency
"""  # noqa: S608

SUMS = (*OVERDUE_DAYS, "total", "approved")


@dataclass(frozen=True, slots=True)
class Aged:
    """What one vendor was owed in one currency; credit memos lower it. `approved` is how much of it was approved by then."""

    vendor_id: int | None
    vendor_name: str | None
    erp_vendor_id: str | None
    currency: str
    count: int
    not_due: Decimal
    days_1_30: Decimal
    days_31_60: Decimal
    days_61_90: Decimal
    days_over_90: Decimal
    total: Decimal
    approved: Decimal


@dataclass(frozen=True, slots=True)
class Aging:
    """One page of vendors, the most owed first; how many there are in all, and the sums of all by currency, in its order."""

    count: int
    vendors: list[Aged]
    totals: dict[str, dict[str, Decimal]]


async def aging(
    tx: Transaction,
    scope: Scope,
    company_id: int,
    as_of: date,
    page: Page,
    *,
    location_id: int | None = None,
    vendor_id: int | None = None,
) -> Aging:
    """A vendor counts once for each currency: amounts of two are never added. Company and location have been checked by the
    caller."""
    asked = (scope.companies, scope.locations, company_id, as_of, location_id, vendor_id, page.limit, page.offset)
    rows = await tx.fetch(AGED, tx.account_id, *asked)
    sums = sorted((row for row in rows if row["is_total"]), key=lambda row: row["currency"])
    return Aging(
        count=sum(row["count"] for row in sums),
        vendors=[_aged(row) for row in rows if not row["is_total"]],
        totals={row["currency"]: {name: row[name] for name in SUMS} for row in sums},
    )


def _aged(row: Any) -> Aged:
    return Aged(**{name: row[name] for name in Aged.__dataclass_fields__})
