"""Reads of allowances; they are seen as prices are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from payables.catalog.model import Allowance, Place, Target
from payables.catalog.queries.prices import SEEN
from payables.catalog.queries.stored_values import NOTHING, free_object
from payables.kit.errors import NotFound
from payables.kit.ids import parse_int_id
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction, exact

ALLOWANCE_COLUMNS = (
    "id, company_id, entry, allowance_type, target, group_id, location_id, amount, unit_allowance, start_date, end_date, "
    "reference_id, data::text AS data, version, created_at, created_by, updated_at, updated_by"
)

LISTED = f"""
SELECT {ALLOWANCE_COLUMNS}, count(*) OVER () AS total FROM catalog_allowances
 WHERE account_id = $1 AND company_id = $2 AND {SEEN}
   AND ($4::int IS NULL OR entry = $4) AND ($5::int IS NULL OR location_id = $5)
   AND ($6::date IS NULL OR (start_date <= $6 AND (end_date IS NULL OR end_date >= $6)))
 ORDER BY created_at DESC, id DESC LIMIT $7 OFFSET $8
"""  # noqa: S608

ONE = f"""
SELECT {ALLOWANCE_COLUMNS} FROM catalog_allowances
 WHERE account_id = $1 AND ($2::int[] IS NULL OR company_id = ANY($2)) AND {SEEN} AND id = $4
"""  # noqa: S608

OF_ENTRIES = f"""
SELECT {ALLOWANCE_COLUMNS} FROM catalog_allowances
 WHERE account_id = $1 AND company_id = $2 AND {SEEN} AND entry = ANY($4) ORDER BY entry, target, start_date, id
"""  # noqa: S608

ALL_OF = f"""
SELECT {ALLOWANCE_COLUMNS} FROM catalog_allowances WHERE account_id = $1 AND company_id = $2 AND entry = ANY($3)
UNION
SELECT {ALLOWANCE_COLUMNS} FROM catalog_allowances WHERE account_id = $1 AND company_id = $2 AND reference_id = ANY($4)
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks for; None asks for nothing. `day` asks for what is valid on it."""

    company_id: int
    entry: int | None = None
    location_id: int | None = None
    day: date | None = None


async def listed(tx: Transaction, scope: Scope, wanted: Wanted, page: Page) -> tuple[int, list[Allowance]]:
    """How many there are in all, and one page, newest created first. The company has been checked."""
    asked = (wanted.company_id, scope.locations, wanted.entry, wanted.location_id, wanted.day)
    found = await tx.page(LISTED, page, tx.account_id, *asked)
    return found.total, [allowance_of(row) for row in found.rows]


async def visible(tx: Transaction, scope: Scope, allowance_id: str) -> Allowance:
    """Raises NotFound for what is not an id, does not exist, or lies outside the account or the scope."""
    id = parse_int_id(allowance_id)
    row = await tx.fetchrow(ONE, tx.account_id, scope.companies, scope.locations, id) if id else None
    if row is None:
        raise NotFound(what="allowance")
    return allowance_of(row)


async def of_entries(tx: Transaction, scope: Scope, company_id: int, entry_ids: Iterable[int]) -> list[Allowance]:
    """All that the caller sees of them, by entry, from the general to the special, in the order of their days."""
    ids = sorted(set(entry_ids))
    rows: Sequence[Any] = []
    if ids:
        rows = await tx.fetch(OF_ENTRIES, tx.account_id, company_id, scope.locations, ids)
    return [allowance_of(row) for row in rows]


async def all_of(
    tx: Transaction, company_id: int, entry_ids: Iterable[int], references: Iterable[str]
) -> list[Allowance]:
    """Those of these entries, whoever may see them, and those with one of the references, be they of other entries."""
    wanted = sorted(set(entry_ids)), sorted(set(references))
    rows: Sequence[Any] = await tx.fetch(ALL_OF, tx.account_id, company_id, *wanted) if any(wanted) else []
    return [allowance_of(row) for row in rows]


def allowance_of(row: Any) -> Allowance:
    return Allowance(
        id=row["id"],
        company_id=row["company_id"],
        entry=row["entry"],
        place=Place(Target(row["target"]), row["group_id"], row["location_id"]),
        allowance_type=row["allowance_type"],
        amount=exact(row["amount"]) or NOTHING,
        unit_allowance=exact(row["unit_allowance"]) or NOTHING,
        start=row["start_date"],
        end=row["end_date"],
        reference_id=row["reference_id"],
        data=free_object(row["data"]),
        version=row["version"],
        created_at=row["created_at"],
        created_by=row["created_by"],
        updated_at=row["updated_at"],
        updated_by=row["updated_by"],
    )
