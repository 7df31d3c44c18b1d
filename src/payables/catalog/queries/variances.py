"""Price variances by entry (contract/invoices-and-catalog.md section 7.7): read from catalog_items alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from payables.catalog.model import ExceptionType
from payables.kit.pages import Page
from payables.platform.db import Transaction, exact

MOST_INLINE = 20

# Entry by entry through the index of its lines: as fast with a hundred lines of each as with one.
NEWEST_OF_EACH = """
SELECT e.id AS entry, n.item, n.invoice_date
  FROM catalog_entries e
 CROSS JOIN LATERAL (
   SELECT c.item, c.invoice_date FROM catalog_items c
    WHERE c.account_id = $1 AND c.company_id = $2 AND c.entry = e.id AND {lines}
    ORDER BY c.invoice_date DESC NULLS LAST, c.item DESC LIMIT 1) AS n
 WHERE {entries}
"""

# Most lines cost what was agreed: the index of the others is read from end to end, and no entry without such a line is looked at.
NEWEST_VARYING = """
SELECT DISTINCT ON (c.entry) c.entry, c.item, c.invoice_date FROM catalog_items c
 WHERE c.account_id = $1 AND c.company_id = $2 AND {lines}
 ORDER BY c.entry, c.invoice_date DESC NULLS LAST, c.item DESC
"""

LISTED = """
WITH newest AS MATERIALIZED ({newest})
SELECT e.id, e.item_name, e.sku, e.upc, e.size, e.erp_vendor_id, e.uom, e.unique_key, {columns},
       (SELECT count(*) FROM newest) AS total
  FROM (SELECT * FROM newest ORDER BY invoice_date DESC NULLS LAST, entry DESC LIMIT {limit} OFFSET {offset}) AS n
  JOIN catalog_entries e ON e.account_id = $1 AND e.id = n.entry
  JOIN catalog_items c ON c.account_id = $1 AND c.item = n.item
 ORDER BY n.invoice_date DESC NULLS LAST, n.entry DESC
"""

INLINE = """
SELECT x.entry, c.* FROM unnest({ids}::int[]) AS x (entry)
 CROSS JOIN LATERAL (
   SELECT {columns} FROM catalog_items c
    WHERE c.account_id = $1 AND c.company_id = $2 AND c.entry = x.entry AND {lines}
    ORDER BY c.invoice_date DESC NULLS LAST, c.item DESC LIMIT {limit}) AS c
"""

OF_ENTRY = """
SELECT {columns}, count(*) OVER () AS total FROM catalog_items c
 WHERE c.account_id = $1 AND c.company_id = $2 AND c.entry = {entry} AND {lines}
 ORDER BY c.invoice_date DESC NULLS LAST, c.item DESC LIMIT {limit} OFFSET {offset}
"""

COLUMNS = (
    "c.item, c.invoice_id, c.name, c.quantity, c.price, c.packs, c.pack_price, c.effective_price, c.price_variance, "
    "c.invoice_date, c.location_id"
)

SIGNS = {ExceptionType.UNDERBILLING: "c.price_variance < 0", ExceptionType.OVERBILLING: "c.price_variance > 0"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks for; None asks for nothing. `locations` is what was asked for within the caller's scope."""

    company_id: int
    variance_only: bool = False
    start: date | None = None
    end: date | None = None
    erp_vendor_ids: Sequence[str] | None = None
    locations: Sequence[int] | None = None
    exception: ExceptionType | None = None


@dataclass(frozen=True, slots=True)
class BoughtItem:
    """A line that was matched to an entry. Price and quantity are in the catalog's packs, or as billed where that is not
    known."""

    id: int
    invoice_id: int
    name: str | None
    quantity: Decimal | None
    price: Decimal | None
    effective_price: Decimal | None
    price_variance: Decimal | None
    invoice_date: date | None
    location_id: int


@dataclass(frozen=True, slots=True)
class Varying:
    """An entry that was bought, with its last line."""

    entry: int
    item_name: str
    sku: str | None
    upc: str | None
    size: str | None
    uom: str | None
    unique_key: str
    erp_vendor_id: str
    last: BoughtItem


async def variances(tx: Transaction, wanted: Wanted, page: Page) -> tuple[int, list[Varying]]:
    """How many entries there are in all, and one page: those bought last come first. Only lines that were asked for count."""
    args: list[Any] = [tx.account_id, wanted.company_id]
    lines = _lines(wanted, args)
    newest = _newest(wanted, lines, args)
    limit, offset = f"${len(args) + 1}", f"${len(args) + 2}"
    sql = LISTED.format(newest=newest, columns=COLUMNS, limit=limit, offset=offset)
    found = await tx.page(sql, page, *args)
    return found.total, [_varying(row) for row in found.rows]


async def items_of_entries(tx: Transaction, wanted: Wanted, entries: Sequence[int]) -> dict[int, list[BoughtItem]]:
    """Entry -> its latest lines, one more than are shown where there are more."""
    args: list[Any] = [tx.account_id, wanted.company_id]
    lines = _lines(wanted, args)
    args.append(list(entries))
    sql = INLINE.format(ids=f"${len(args)}", columns=COLUMNS, lines=lines, limit=MOST_INLINE + 1)
    found: dict[int, list[BoughtItem]] = {entry: [] for entry in entries}
    for row in await tx.fetch(sql, *args):
        found[row["entry"]].append(_item(row))
    return found


async def items_of_entry(tx: Transaction, wanted: Wanted, entry: int, page: Page) -> tuple[int, list[BoughtItem]]:
    """All lines of one entry, the latest first."""
    args: list[Any] = [tx.account_id, wanted.company_id]
    lines = _lines(wanted, args)
    args.append(entry)
    sql = OF_ENTRY.format(
        columns=COLUMNS, entry=f"${len(args)}", lines=lines, limit=f"${len(args) + 1}", offset=f"${len(args) + 2}"
    )
    found = await tx.page(sql, page, *args)
    return found.total, [_item(row) for row in found.rows]


def _newest(wanted: Wanted, lines: str, args: list[Any]) -> str:
    if wanted.erp_vendor_ids is None and _only_varying(wanted):
        return NEWEST_VARYING.format(lines=lines)
    entries = "e.account_id = $1 AND e.company_id = $2"
    if wanted.erp_vendor_ids is not None:
        args.append(list(wanted.erp_vendor_ids))
        entries += f" AND e.erp_vendor_id = ANY(${len(args)})"
    return NEWEST_OF_EACH.format(lines=lines, entries=entries)


def _only_varying(wanted: Wanted) -> bool:
    return wanted.variance_only or wanted.exception is not None


def _lines(wanted: Wanted, args: list[Any]) -> str:
    """The first condition is that of the index."""
    conditions = ["c.bought", "c.entry IS NOT NULL"]

    def where(condition: str, value: Any) -> None:
        args.append(value)
        conditions.append(condition.format(f"${len(args)}"))

    if _only_varying(wanted):
        conditions.append("c.price_variance <> 0")
    if wanted.exception:
        conditions.append(SIGNS[wanted.exception])
    if wanted.start:
        where("c.invoice_date >= {}", wanted.start)
    if wanted.end:
        where("c.invoice_date <= {}", wanted.end)
    if wanted.locations is not None:
        where("c.location_id = ANY({})", list(wanted.locations))
    return " AND ".join(conditions)


def _varying(row: Any) -> Varying:
    names = ("item_name", "sku", "upc", "size", "uom", "unique_key", "erp_vendor_id")
    return Varying(entry=row["id"], **{name: row[name] for name in names}, last=_item(row))


def _item(row: Any) -> BoughtItem:
    in_packs = row["pack_price"] is not None
    return BoughtItem(
        id=row["item"],
        invoice_id=row["invoice_id"],
        name=row["name"],
        quantity=exact(row["packs"] if in_packs else row["quantity"]),
        price=exact(row["pack_price"] if in_packs else row["price"]),
        effective_price=exact(row["effective_price"]),
        price_variance=exact(row["price_variance"]),
        invoice_date=row["invoice_date"],
        location_id=row["location_id"],
    )
