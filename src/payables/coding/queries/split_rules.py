"""Reads of split rules."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from payables.coding.model import ApplicableSplits, Part, SplitRule
from payables.coding.rules.keys import name_key, sku_key
from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction

COLUMNS = "id, company_id, vendor_id, item_key, sku, name, parts, created_at, updated_at"

LISTED = f"""
SELECT {COLUMNS}, count(*) OVER () AS total FROM split_rules
 WHERE account_id = $1 AND ($2::int[] IS NULL OR company_id = ANY($2))
   AND ($3::int IS NULL OR company_id = $3) AND ($4::int IS NULL OR vendor_id = $4)
 ORDER BY created_at DESC, id DESC LIMIT $5 OFFSET $6
"""  # noqa: S608

ONE = f"""
SELECT {COLUMNS} FROM split_rules
 WHERE account_id = $1 AND ($2::int[] IS NULL OR company_id = ANY($2)) AND id = $3
"""  # noqa: S608

APPLICABLE = f"""
SELECT {COLUMNS} FROM split_rules
 WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3 AND item_key = ANY($4)
"""  # noqa: S608

OF_ITEM = f"""
SELECT {COLUMNS} FROM split_rules
 WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3 AND item_key = $4 FOR UPDATE
"""  # noqa: S608

EXISTING = "SELECT id FROM split_rules WHERE account_id = $1 AND id = ANY($2)"

FOR_VENDOR = ""  # the item key of a rule for all that the vendor sends


async def listed(
    tx: Transaction, scope: Scope, page: Page, *, company_id: int | None, vendor_id: int | None
) -> tuple[int, list[SplitRule]]:
    """How many there are in all, and one page, newest created first. The company has been checked."""
    found = await tx.page(LISTED, page, tx.account_id, scope.companies, company_id, vendor_id)
    return found.total, [_rule(row) for row in found.rows]


async def visible(tx: Transaction, scope: Scope, rule_id: str, *, lock: bool = False) -> SplitRule:
    """Raises NotFound for what is not an id, does not exist, or lies outside the account or the scope."""
    uuid = parse_uuid(rule_id)
    sql = f"{ONE} FOR UPDATE" if lock else ONE
    row = await tx.fetchrow(sql, tx.account_id, scope.companies, uuid) if uuid else None
    if row is None:
        raise NotFound(what="split rule")
    return _rule(row)


async def locked(
    tx: Transaction, company_id: int, vendor_id: int, *, sku: str | None, item_name: str | None
) -> SplitRule | None:
    """The rule for exactly this vendor and item, if there is one."""
    row = await tx.fetchrow(OF_ITEM, tx.account_id, company_id, vendor_id, item_key(sku, item_name))
    return _rule(row) if row else None


async def existing(tx: Transaction, ids: Collection[UUID]) -> set[UUID]:
    """Those of these rules that are there still."""
    if not ids:
        return set()
    return {row["id"] for row in await tx.fetch(EXISTING, tx.account_id, list(ids))}


async def applicable(
    tx: Transaction, company_id: int, vendor_id: int, lines: Sequence[tuple[str | None, str | None]]
) -> ApplicableSplits:
    """The rules of a vendor for an invoice and for its lines (sku, name). A line's sku goes before its name."""
    keys = [[item_key(sku, None), item_key(None, name)] for sku, name in lines]
    wanted = {FOR_VENDOR, *(key for both in keys for key in both)}
    rows = await tx.once(APPLICABLE, tx.account_id, company_id, vendor_id, sorted(wanted))
    found = {row["item_key"]: _rule(row) for row in rows}
    of_line = [next((found[key] for key in both if key and key in found), None) for both in keys]
    return ApplicableSplits(found.get(FOR_VENDOR), of_line)


def item_key(sku: str | None, name: str | None) -> str:
    """What a rule is found by: the item's sku, or else its name; nothing for a rule of the vendor."""
    if key := sku_key(sku):
        return f"sku {key}"
    return f"name {key}" if (key := name_key(name)) else FOR_VENDOR


def names_an_item(sku: str | None, name: str | None) -> bool:
    """Whether a rule for this sku or name would not be one for all that the vendor sends."""
    return item_key(sku, name) != FOR_VENDOR


def _rule(row: Any) -> SplitRule:
    return SplitRule(
        id=row["id"],
        company_id=row["company_id"],
        vendor_id=row["vendor_id"],
        sku=row["sku"],
        item_name=row["name"],
        parts=tuple(_part(part) for part in row["parts"]),
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )


def _part(stored: dict[str, Any]) -> Part:
    """Percentages are kept as text."""
    part = msgspec.convert({**stored, "percent": None}, Part)
    return Part(Decimal(stored["percent"]), None, part.memo, part.dimensions, part.custom_fields)
