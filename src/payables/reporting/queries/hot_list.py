"""Where most is paid above the agreed price."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from payables.kit.money import round_to
from payables.platform.caller import Scope
from payables.platform.db import Transaction

HOTTEST = """
-- as the catalog compares: per pack, positive where more is billed than agreed
SELECT c.entry, e.item_name, e.sku, c.vendor_id, v.erp_vendor_name AS vendor_name, count(*) AS lines,
       count(DISTINCT c.invoice) AS invoices, sum(c.packs) AS packs,
       sum(c.price_variance * c.packs) AS overbilled, max(c.price_variance) AS highest_variance,
       (array_agg(c.pack_price ORDER BY c.invoice_date DESC NULLS LAST, c.item DESC))[1] AS last_price,
       (array_agg(c.effective_price ORDER BY c.invoice_date DESC NULLS LAST, c.item DESC))[1] AS last_agreed,
       max(c.invoice_date) AS last_bought
  FROM catalog_items c
  JOIN catalog_entries e ON e.account_id = c.account_id AND e.company_id = c.company_id AND e.id = c.entry
  JOIN vendors v ON v.account_id = c.account_id AND v.company_id = c.company_id AND v.id = c.vendor_id
 WHERE c.account_id = $1 AND ($2::int[] IS NULL OR c.company_id = ANY($2))
   AND ($3::int[] IS NULL OR c.location_id = ANY($3)) AND c.company_id = $4
   AND ($5::int IS NULL OR c.location_id = $5) AND ($6::int IS NULL OR c.vendor_id = $6)
   AND ($7::date IS NULL OR c.invoice_date >= $7) AND ($8::date IS NULL OR c.invoice_date <= $8)
   AND c.bought AND c.entry IS NOT NULL AND c.price_variance > 0 AND c.packs > 0
 GROUP BY c.entry, e.item_name, e.sku, c.vendor_id, v.erp_vendor_name
 ORDER BY overbilled DESC, c.entry LIMIT $9
"""


@dataclass(frozen=True, slots=True)
class Hot:
    """A catalog entry that was billed above the agreed price, and by how much in all."""

    entry: int
    item_name: str
    sku: str | None
    vendor_id: int
    vendor_name: str
    lines: int
    invoices: int
    packs: Decimal
    overbilled: Decimal
    highest_variance: Decimal
    last_price: Decimal
    last_agreed: Decimal
    last_bought: date | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; both days are included."""

    company_id: int
    location_id: int | None
    vendor_id: int | None
    first: date | None
    last: date | None
    most: int
    digits: int  # of the company's currency


async def hot_list(tx: Transaction, scope: Scope, wanted: Wanted) -> list[Hot]:
    """The most expensive first. Company and location have been checked by the caller."""
    place = (
        wanted.company_id,
        wanted.location_id,
        wanted.vendor_id,
        wanted.first,
        wanted.last,
        wanted.most,
    )
    rows = await tx.fetch(HOTTEST, tx.account_id, scope.companies, scope.locations, *place)
    return [_hot(row, wanted.digits) for row in rows]


def _hot(row: Any, digits: int) -> Hot:
    values: dict[str, Any] = {name: row[name] for name in Hot.__dataclass_fields__}
    values["overbilled"] = round_to(row["overbilled"], digits)
    return Hot(**values)
