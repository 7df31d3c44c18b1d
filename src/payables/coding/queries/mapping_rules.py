"""Reads of mapping rules."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from payables.coding.model import AppliesTo, Line, Place, Rule
from payables.coding.rules.keys import name_key, sku_key
from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Listed, Transaction

FIELDS = tuple(Rule.__dataclass_fields__)
COLUMNS = ", ".join(FIELDS)

# A rule of one location is seen by whoever sees the location; one of the whole company by whoever sees the company.
SEEN = """account_id = $1 AND ($2::int[] IS NULL OR company_id = ANY($2))
   AND ($3::int[] IS NULL OR location_id IS NULL OR location_id = ANY($3))"""

LISTED = f"""
SELECT {COLUMNS}, count(*) OVER () AS total FROM mapping_rules
 WHERE {SEEN} AND ($4::int IS NULL OR company_id = $4) AND ($5::int IS NULL OR vendor_id = $5)
 ORDER BY created_at DESC, id DESC LIMIT $6 OFFSET $7
"""  # noqa: S608

ONE = f"SELECT {COLUMNS} FROM mapping_rules WHERE {SEEN} AND id = $4"  # noqa: S608

WITH_CONDITIONS = "SELECT id FROM mapping_rules WHERE account_id = $1 AND company_id = $2 AND conditions = $3"

APPLICABLE = f"""
-- keywords are looked for in the text afterwards
SELECT {COLUMNS} FROM mapping_rules
 WHERE account_id = $1 AND company_id = $2
   AND (vendor_id IS NULL OR vendor_id = $3) AND (location_id IS NULL OR location_id = $4)
   AND (sku_key IS NULL OR sku_key = ANY($5)) AND (name_key IS NULL OR name_key = ANY($6))
"""  # noqa: S608

DIMENSIONS = """
SELECT id, ottimate_type, erp_dimension_id, name, code FROM dimensions WHERE account_id = $1 AND id = ANY($2)
"""


async def listed(
    tx: Transaction, scope: Scope, page: Page, *, company_id: int | None, vendor_id: int | None
) -> tuple[int, list[Rule]]:
    """How many there are in all, and one page, newest created first. Company and vendor have been checked."""
    found: Listed = await tx.page(LISTED, page, tx.account_id, scope.companies, scope.locations, company_id, vendor_id)
    return found.total, [rule_of(row) for row in found.rows]


async def visible(tx: Transaction, scope: Scope, rule_id: str, *, lock: bool = False) -> Rule:
    """Raises NotFound for what is not an id, does not exist, or lies outside the account or the scope."""
    uuid = parse_uuid(rule_id)
    sql = f"{ONE} FOR UPDATE" if lock else ONE
    row = await tx.fetchrow(sql, tx.account_id, scope.companies, scope.locations, uuid) if uuid else None
    if row is None:
        raise NotFound(what="mapping rule")
    return rule_of(row)


async def with_conditions(tx: Transaction, company_id: int, conditions: bytes) -> UUID | None:
    """The rule of the company that asks exactly this."""
    return await tx.fetchval(WITH_CONDITIONS, tx.account_id, company_id, conditions)


async def applicable(tx: Transaction, place: Place, lines: Sequence[Line]) -> list[Rule]:
    """Rules that may match the invoice or one of its lines."""
    skus, names = {sku_key(line.sku) for line in lines}, {name_key(line.name) for line in lines}
    rows = await tx.once(
        APPLICABLE,
        tx.account_id,
        place.company_id,
        place.vendor_id,
        place.location_id,
        sorted(skus),
        sorted(names),
    )
    return [rule_of(row) for row in rows]


async def dimensions(tx: Transaction, ids: Collection[str]) -> dict[str, Any]:
    """How the dimensions are shown beside rules and suggestions, by their ids."""
    rows = await tx.fetch(DIMENSIONS, tx.account_id, sorted(ids)) if ids else []
    return {row["id"]: row for row in rows}


async def named_as_sent(tx: Transaction, coded: Sequence[Mapping[str, str | None]]) -> list[dict[str, str | None]]:
    """Dimensions of each (type -> id, None of one that goes) as clients name them: by the id in the ERP, by the code where
    there is none. One that is gone stays its id, which nobody knows."""
    known = await dimensions(tx, {id for one in coded for id in one.values() if id})
    return [{type_: _named(known, id) for type_, id in one.items()} for one in coded]


def _named(known: Mapping[str, Any], id: str | None) -> str | None:
    row = known.get(id or "")
    return (row["erp_dimension_id"] or row["code"] or id) if row else id


def rule_of(row: Any) -> Rule:
    values = {name: row[name] for name in FIELDS}
    values["applies_to"] = AppliesTo(row["applies_to"])
    return Rule(**values)
