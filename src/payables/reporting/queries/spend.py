"""What was bought, by vendor or by what it is coded with."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from payables.invoices.queries.counted import CODED_PARTS, DATED, SIGN, SPENT
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction
from payables.reporting.rules.periods import Period

COUNTED = f"""
WITH c AS MATERIALIZED (
  SELECT i.id, i.vendor_id, i.vendor_as_read, i.currency, i.dimensions, i.total_amount, i.total_tax, i.discount_amount,
         {SIGN} AS sign, i.state = 'approved' OR i.exported_at IS NOT NULL AS approved
    FROM invoices i
   WHERE i.account_id = $1 AND ($2::int[] IS NULL OR i.company_id = ANY($2))
     AND ($3::int[] IS NULL OR i.location_id = ANY($3)) AND i.company_id = $4
     AND {DATED} >= $5::date AND {DATED} <= $6::date
     AND ($7::int IS NULL OR i.location_id = $7) AND ($8::int IS NULL OR i.vendor_id = $8) AND ($9::text IS NULL OR i.currency = $9)
     AND {SPENT}
)"""  # noqa: S608

BY_VENDOR = f"""{COUNTED}, grouped AS MATERIALIZED (
  SELECT 'vendor' AS kind, c.vendor_id::text AS id, coalesce(v.erp_vendor_name, c.vendor_as_read) AS name, NULL::text AS code,
         v.erp_vendor_id AS erp_id, c.currency, count(*) AS invoices, sum(c.sign * c.total_amount) AS amount,
         coalesce(sum(c.sign * c.total_amount) FILTER (WHERE c.approved), 0) AS approved
    FROM c LEFT JOIN vendors v ON v.account_id = $1 AND v.company_id = $4 AND v.id = c.vendor_id
   WHERE $10::text IS NULL
   GROUP BY 2, 3, 5, 6
)"""  # noqa: S608

BY_CODE = f"""{COUNTED}, coded AS (
  SELECT p.id, p.code, sum(p.amount) AS amount
    FROM ({CODED_PARTS.format(of="c", type="$10::text")}) p WHERE p.amount IS NOT NULL GROUP BY 1, 2
), told AS (
  SELECT CASE WHEN coded.code IS NULL THEN 'uncoded' ELSE 'dimension' END AS kind, coded.* FROM coded
   UNION ALL
  -- tax, discounts and whatever else no line carries: with it both reports come to the same
  SELECT 'beside_lines', c.id, NULL, c.total_amount - coalesce(x.amount, 0)
    FROM c LEFT JOIN (SELECT id, sum(amount) AS amount FROM coded GROUP BY 1) x ON x.id = c.id
   WHERE c.total_amount <> coalesce(x.amount, 0)
), grouped AS MATERIALIZED (
  SELECT t.kind, t.code AS id, d.name, d.code, d.erp_dimension_id AS erp_id, c.currency, count(*) AS invoices,
         sum(c.sign * t.amount) AS amount, coalesce(sum(c.sign * t.amount) FILTER (WHERE c.approved), 0) AS approved
    FROM told t JOIN c ON c.id = t.id
    LEFT JOIN dimensions d ON d.account_id = $1 AND d.company_id = $4 AND d.id = t.code
   GROUP BY 1, 2, 3, 4, 5, 6
)"""  # noqa: S608

# The company's own currency first; what is coded before what is not. The last statement counts every document once.
SHOWN = """
(SELECT g.*, count(*) OVER () AS total, false AS is_sum FROM grouped g
  ORDER BY g.currency <> $11, g.currency, array_position(ARRAY['vendor', 'dimension', 'uncoded', 'beside_lines'], g.kind),
           g.amount DESC, g.id NULLS LAST, g.name LIMIT $12 OFFSET $13)
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, c.currency, count(*), sum(c.sign * c.total_amount),
       coalesce(sum(c.sign * c.total_amount) FILTER (WHERE c.approved), 0),
       (SELECT count(*) FROM grouped), true
  FROM c GROUP BY c.currency
"""


class Kind(StrEnum):
    """What a row of spend is of."""

    VENDOR = "vendor"
    DIMENSION = "dimension"
    UNCODED = "uncoded"
    BESIDE_LINES = "beside_lines"


@dataclass(frozen=True, slots=True)
class Asked:
    """`by` is a dimension type, None for vendors. Company, location and vendor have been checked."""

    company_id: int
    company_currency: str
    period: Period
    by: str | None = None
    location_id: int | None = None
    vendor_id: int | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """Credit memos lower it; `approved` is how much of it is approved or exported now."""

    kind: Kind
    id: str | None
    name: str | None
    code: str | None
    erp_id: str | None
    currency: str
    invoices: int
    amount: Decimal
    approved: Decimal


@dataclass(frozen=True, slots=True)
class Sum:
    """Of all documents in one currency."""

    currency: str
    invoices: int
    amount: Decimal
    approved: Decimal


@dataclass(frozen=True, slots=True)
class Spend:
    """One page of rows, how many there are in all, and the sums of all by currency."""

    count: int
    rows: list[Spent]
    sums: list[Sum]


async def spend(tx: Transaction, scope: Scope, asked: Asked, page: Page) -> Spend:
    """In one statement."""
    places = (scope.companies, scope.locations, asked.company_id, asked.period.first, asked.period.last)
    filters = (asked.location_id, asked.vendor_id, asked.currency, asked.by, asked.company_currency)
    sql = (BY_CODE if asked.by else BY_VENDOR) + SHOWN
    found = await tx.fetch(sql, tx.account_id, *places, *filters, page.limit, page.offset)
    sums = [_sum(row) for row in found if row["is_sum"]]
    sums.sort(key=lambda one: (one.currency != asked.company_currency, one.currency))
    return Spend(
        count=found[0]["total"] if found else 0, rows=[_spent(row) for row in found if not row["is_sum"]], sums=sums
    )


def _spent(row: Any) -> Spent:
    values: dict[str, Any] = {name: row[name] for name in Spent.__dataclass_fields__}
    values["kind"] = Kind(row["kind"])
    return Spent(**values)


def _sum(row: Any) -> Sum:
    return Sum(**{name: row[name] for name in Sum.__dataclass_fields__})
