"""Reads of conversions."""

from collections.abc import Collection
from typing import Any

from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Listed, Transaction
from payables.units.model import Conversion, Learned, Source

OF_ITEMS = """
SELECT item_key, from_unit, to_unit, factor FROM unit_conversions
 WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3 AND item_key = ANY($4) ORDER BY item_key, from_unit, to_unit
"""

COLUMNS = """id, company_id, vendor_id, item_key, sku, item_name, from_unit, to_unit, factor, source, created_at, created_by"""

# What is known of a vendor's items belongs to the company: whoever sees the company sees it.
SEEN = "account_id = $1 AND ($2::int[] IS NULL OR company_id = ANY($2))"

LISTED = f"""
SELECT {COLUMNS}, count(*) OVER () AS total FROM unit_conversions
 WHERE {SEEN} AND ($3::int IS NULL OR company_id = $3) AND ($4::int IS NULL OR vendor_id = $4)
   AND ($5::text IS NULL OR item_key = $5)
 ORDER BY created_at DESC, id DESC LIMIT $6 OFFSET $7
"""  # noqa: S608

ONE = f"SELECT {COLUMNS} FROM unit_conversions WHERE {SEEN} AND id = $3"  # noqa: S608

OF_ITEM = f"""
SELECT {COLUMNS} FROM unit_conversions
 WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3 AND item_key = $4 ORDER BY id FOR UPDATE
"""  # noqa: S608

LOCK_VENDOR = """
-- who teaches the vendor's items at the same time waits, so that no two teach what contradicts
SELECT id FROM vendors
 WHERE account_id = $1 AND company_id = $2 AND ($3::int IS NULL OR id = $3) AND ($4::text IS NULL OR erp_vendor_id = $4)
   FOR NO KEY UPDATE
"""

VENDORS_CALLED = "SELECT id, erp_vendor_name FROM vendors WHERE account_id = $1 AND id = ANY($2)"


async def vendors_called(tx: Transaction, ids: Collection[int]) -> dict[int, str]:
    """Their names by id."""
    rows = await tx.fetch(VENDORS_CALLED, tx.account_id, sorted(set(ids))) if ids else []
    return {row["id"]: row["erp_vendor_name"] for row in rows}


async def conversions(
    tx: Transaction, company_id: int, vendor_id: int, item_keys: Collection[str]
) -> tuple[Conversion, ...]:
    """What was learned for these items of the vendor, in one statement."""
    rows = await tx.fetch(OF_ITEMS, tx.account_id, company_id, vendor_id, sorted(set(item_keys)))
    return tuple(_conversion(row) for row in rows)


async def listed(
    tx: Transaction,
    scope: Scope,
    page: Page,
    *,
    company_id: int | None = None,
    vendor_id: int | None = None,
    item_key: str | None = None,
) -> tuple[int, list[Learned]]:
    """How many there are in all, and one page, newest first. The company has been checked."""
    found: Listed = await tx.page(LISTED, page, tx.account_id, scope.companies, company_id, vendor_id, item_key)
    return found.total, [_learned(row) for row in found.rows]


async def visible(tx: Transaction, scope: Scope, conversion_id: str, *, lock: bool = False) -> Learned:
    """Raises NotFound for what is not an id, does not exist, or lies outside the account or the scope."""
    uuid = parse_uuid(conversion_id)
    sql = f"{ONE} FOR UPDATE" if lock else ONE
    row = await tx.fetchrow(sql, tx.account_id, scope.companies, uuid) if uuid else None
    if row is None:
        raise NotFound(what="unit conversion")
    return _learned(row)


async def of_item(tx: Transaction, company_id: int, vendor_id: int, item_key: str) -> list[Learned]:
    """All of one item, locked."""
    rows = await tx.fetch(OF_ITEM, tx.account_id, company_id, vendor_id, item_key)
    return [_learned(row) for row in rows]


async def lock_vendor(tx: Transaction, company_id: int, vendor_id: int | None, erp_vendor_id: str | None) -> int | None:
    """The company's vendor that has every id that is given, locked; None where it has none such."""
    return await tx.fetchval(LOCK_VENDOR, tx.account_id, company_id, vendor_id, erp_vendor_id)


def _learned(row: Any) -> Learned:
    return Learned(
        row["id"],
        row["company_id"],
        row["vendor_id"],
        _conversion(row),
        row["sku"],
        row["item_name"],
        Source(row["source"]),
        row["created_at"],
        row["created_by"],
    )


def _conversion(row: Any) -> Conversion:
    return Conversion(row["item_key"], row["from_unit"], row["to_unit"], row["factor"])
