"""Reads of entries. Whoever sees a company, or a location of it, sees its catalog."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from payables.catalog.model import Entry, parse_entry_ref
from payables.catalog.queries.stored_values import free_object
from payables.kit.errors import NotFound
from payables.kit.pages import Page
from payables.platform.caller import Scope
from payables.platform.db import Transaction, exact

FIELDS = tuple(Entry.__dataclass_fields__)
COLUMNS = ", ".join("properties::text AS properties" if name == "properties" else name for name in FIELDS)
NUMBERS = ("price", "unit_price", "last_purchased_price")

LISTED = """
SELECT {columns}, {total} AS total FROM catalog_entries
 WHERE {matches} ORDER BY created_at DESC, id DESC LIMIT {limit} OFFSET {offset}
"""

# The count stands apart: it needs no more than an index, and neither does the page.
COUNTED = "(SELECT count(*) FROM catalog_entries WHERE {matches})"

# A part of a word has no index: all entries of the company, or of the vendor where one is asked for, are read, and only once.
SEARCHED = (
    "(strpos(lower(item_name), lower({0})) > 0 OR strpos(lower(coalesce(original_description, '')), lower({0})) > 0)"
)

ONE = f"""
SELECT {COLUMNS} FROM catalog_entries
 WHERE account_id = $1 AND id = $2 AND ($3::int[] IS NULL OR company_id = ANY($3))
"""  # noqa: S608

BY_IDS = f"""
SELECT {COLUMNS} FROM catalog_entries WHERE account_id = $1 AND company_id = $2 AND id = ANY($3)
"""  # noqa: S608

LOCK_BY_IDS = f"{BY_IDS} ORDER BY id FOR NO KEY UPDATE"

LOCK_BY_KEYS = f"""
SELECT {COLUMNS} FROM catalog_entries WHERE account_id = $1 AND company_id = $2 AND unique_key = ANY($3)
 ORDER BY id FOR NO KEY UPDATE
"""  # noqa: S608

WITH_KEY = "SELECT id FROM catalog_entries WHERE account_id = $1 AND company_id = $2 AND unique_key = $3"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks for; None asks for nothing. `without_format` asks for entries that have no buying_format."""

    company_id: int
    erp_vendor_id: str | None = None
    search: str | None = None
    sku: str | None = None
    upc: str | None = None
    buying_format: str | None = None
    without_format: bool = False
    size: str | None = None
    uom: str | None = None
    price: Decimal | None = None
    unit_price: Decimal | None = None


EQUAL = ("erp_vendor_id", "sku", "upc", "buying_format", "size", "uom", "price", "unit_price")


async def listed(tx: Transaction, wanted: Wanted, page: Page) -> tuple[int, list[Entry]]:
    """How many there are in all, and one page, newest created first. The company has been checked."""
    args: list[Any] = [tx.account_id, wanted.company_id]
    conditions = ["account_id = $1", "company_id = $2"]
    for name in EQUAL:
        if (value := getattr(wanted, name)) is not None:
            args.append(value)
            conditions.append(f"{name} = ${len(args)}")
    if wanted.without_format:
        conditions.append("buying_format IS NULL")
    if wanted.search is not None:
        args.append(wanted.search)
        conditions.append(SEARCHED.format(f"${len(args)}"))
    matches, limit, offset = " AND ".join(conditions), f"${len(args) + 1}", f"${len(args) + 2}"
    total = "count(*) OVER ()" if wanted.search is not None else COUNTED.format(matches=matches)
    sql = LISTED.format(columns=COLUMNS, total=total, matches=matches, limit=limit, offset=offset)
    found = await tx.page(sql, page, *args)
    return found.total, [entry_of(row) for row in found.rows]


async def visible(tx: Transaction, scope: Scope, entry_ref: str, *, lock: bool = False) -> Entry:
    """By cte_12345 or its number. Raises NotFound for what is not an id, does not exist, or lies outside account or scope."""
    id = parse_entry_ref(entry_ref)
    sql = f"{ONE} FOR NO KEY UPDATE" if lock else ONE
    row = await tx.fetchrow(sql, tx.account_id, id, scope.companies) if id else None
    if row is None:
        raise NotFound(what="catalog entry")
    return entry_of(row)


async def by_ids(tx: Transaction, company_id: int, entry_ids: Iterable[int]) -> dict[int, Entry]:
    """Those of them that the company has."""
    return await _by_id(tx, BY_IDS, company_id, entry_ids)


async def lock_by_ids(tx: Transaction, company_id: int, entry_ids: Iterable[int]) -> dict[int, Entry]:
    """Those of them that the company has, locked until the transaction ends."""
    return await _by_id(tx, LOCK_BY_IDS, company_id, entry_ids)


async def lock_by_keys(tx: Transaction, company_id: int, keys: Iterable[str]) -> dict[str, Entry]:
    """By their unique key."""
    rows = await tx.fetch(LOCK_BY_KEYS, tx.account_id, company_id, sorted(set(keys)))
    return {row["unique_key"]: entry_of(row) for row in rows}


async def with_key(tx: Transaction, company_id: int, key: str) -> int | None:
    """The entry that is known by this key."""
    return await tx.fetchval(WITH_KEY, tx.account_id, company_id, key)


async def _by_id(tx: Transaction, sql: str, company_id: int, entry_ids: Iterable[int]) -> dict[int, Entry]:
    ids = sorted(set(entry_ids))
    rows: Sequence[Any] = await tx.fetch(sql, tx.account_id, company_id, ids) if ids else []
    return {row["id"]: entry_of(row) for row in rows}


def entry_of(row: Any) -> Entry:
    values = {name: row[name] for name in FIELDS}
    values |= {name: exact(values[name]) for name in NUMBERS}
    values["properties"] = free_object(values["properties"])
    return Entry(**values)
