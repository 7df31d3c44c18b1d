"""Reads of prices. A price of the company or of a group that reaches the caller's locations is seen by the caller, one of
another location is not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from payables.catalog.model import Place, Price, Target
from payables.catalog.queries.stored_values import NOTHING, free_object
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction, exact

PRICE_COLUMNS = (
    "id, company_id, entry, target, group_id, location_id, price, unit_price, start_date, end_date, reference_id, "
    "data::text AS data, created_at, created_by, updated_at, updated_by"
)

SEEN = """($3::int[] IS NULL OR target = 10 OR location_id = ANY($3)
    OR (group_id IS NOT NULL AND group_id IN (
      SELECT g.group_id FROM locations g WHERE g.account_id = $1 AND g.id = ANY($3))))"""

LISTED = f"""
SELECT {PRICE_COLUMNS}, count(*) OVER () AS total FROM catalog_prices
 WHERE account_id = $1 AND company_id = $2 AND {SEEN}
   AND ($4::int IS NULL OR entry = $4) AND ($5::int IS NULL OR location_id = $5)
   AND ($6::date IS NULL OR (start_date <= $6 AND (end_date IS NULL OR end_date >= $6)))
   AND ($7::int IS NULL OR target = $7)
 ORDER BY created_at DESC, id DESC LIMIT $8 OFFSET $9
"""  # noqa: S608

OF_ENTRIES = f"""
SELECT {PRICE_COLUMNS} FROM catalog_prices
 WHERE account_id = $1 AND company_id = $2 AND {SEEN} AND entry = ANY($4) ORDER BY entry, target, start_date, id
"""  # noqa: S608

ALL_OF = f"""
SELECT {PRICE_COLUMNS} FROM catalog_prices WHERE account_id = $1 AND company_id = $2 AND entry = ANY($3)
UNION
SELECT {PRICE_COLUMNS} FROM catalog_prices WHERE account_id = $1 AND company_id = $2 AND reference_id = ANY($4)
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks for; None asks for nothing. `day` asks for what is valid on it."""

    company_id: int
    entry: int | None = None
    location_id: int | None = None
    day: date | None = None
    target: Target | None = None


async def listed(tx: Transaction, scope: Scope, wanted: Wanted, page: Page) -> tuple[int, list[Price]]:
    """How many there are in all, and one page, newest created first. The company has been checked."""
    asked = (wanted.company_id, scope.locations, wanted.entry, wanted.location_id, wanted.day, wanted.target)
    found = await tx.page(LISTED, page, tx.account_id, *asked)
    return found.total, [price_of(row) for row in found.rows]


async def of_entries(tx: Transaction, scope: Scope, company_id: int, entry_ids: Iterable[int]) -> list[Price]:
    """All that the caller sees of them, by entry, from the general to the special, in the order of their days."""
    ids = sorted(set(entry_ids))
    rows: Sequence[Any] = []
    if ids:
        rows = await tx.fetch(OF_ENTRIES, tx.account_id, company_id, scope.locations, ids)
    return [price_of(row) for row in rows]


async def all_of(tx: Transaction, company_id: int, entry_ids: Iterable[int], references: Iterable[str]) -> list[Price]:
    """Those of these entries, whoever may see them, and those with one of the references, be they of other entries."""
    wanted = sorted(set(entry_ids)), sorted(set(references))
    rows: Sequence[Any] = await tx.fetch(ALL_OF, tx.account_id, company_id, *wanted) if any(wanted) else []
    return [price_of(row) for row in rows]


def price_of(row: Any) -> Price:
    return Price(
        id=row["id"],
        company_id=row["company_id"],
        entry=row["entry"],
        place=Place(Target(row["target"]), row["group_id"], row["location_id"]),
        price=exact(row["price"]) or NOTHING,
        unit_price=exact(row["unit_price"]),
        start=row["start_date"],
        end=row["end_date"],
        reference_id=row["reference_id"],
        data=free_object(row["data"]),
        created_at=row["created_at"],
        created_by=row["created_by"],
        updated_at=row["updated_at"],
        updated_by=row["updated_by"],
    )
