"""What was received of the catalog: exported invoices with the lines that are entries (contract section 3.9)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from payables.invoices.rules.received import ReceivedLine
from payables.kit.dates import Window
from payables.kit.pages import Page
from payables.platform.db import Transaction, exact

# Lines of entries that are not hidden, and vendors of whom nobody has switched item validation off.
MATCHES = """
i.account_id = $1 AND i.company_id = $2 AND i.location_id = $3 AND i.state = 'approved' AND i.exported_at IS NOT NULL
AND ($4::timestamptz IS NULL OR i.exported_at >= $4) AND ($5::timestamptz IS NULL OR i.exported_at <= $5)
AND ($6::int IS NULL OR i.vendor_id = $6)
AND EXISTS (
  SELECT FROM catalog_items c JOIN catalog_entries e ON e.account_id = c.account_id AND e.id = c.entry
   WHERE c.account_id = i.account_id AND c.invoice = i.id AND e.hidden_at IS NULL)
AND NOT EXISTS (
  SELECT FROM catalog_validation s
   WHERE s.account_id = i.account_id AND s.company_id = i.company_id AND s.vendor_id = i.vendor_id AND NOT s.is_on)
"""

PAGE = f"""
SELECT i.id, i.number, i.invoice_date, i.exported_at, v.erp_vendor_id, v.erp_vendor_name,
       (SELECT count(*) FROM invoices i WHERE {MATCHES}) AS total
  FROM invoices i JOIN vendors v ON v.account_id = i.account_id AND v.id = i.vendor_id
 WHERE {MATCHES}
 ORDER BY i.created_at DESC, i.id DESC LIMIT $7 OFFSET $8
"""  # noqa: S608

LINES = """
SELECT c.invoice, c.quantity, c.packs, c.price, l.amount,
       e.id AS entry, e.unique_key, e.upc, e.item_name, e.uom, e.size
  FROM catalog_items c
  JOIN catalog_entries e ON e.account_id = c.account_id AND e.id = c.entry
  JOIN invoice_items l ON l.account_id = c.account_id AND l.id = c.item
 WHERE c.account_id = $1 AND c.invoice = ANY($2) AND e.hidden_at IS NULL
 ORDER BY c.invoice, l.position, l.id
"""


@dataclass(frozen=True, slots=True)
class Received:
    """An exported invoice with its lines."""

    id: UUID
    number: str | None
    invoice_date: Any
    exported_at: Any
    erp_vendor_id: str | None
    erp_vendor_name: str
    lines: Sequence[ReceivedLine]


async def received(
    tx: Transaction, company_id: int, location_id: int, window: Window, vendor_id: int | None, page: Page
) -> tuple[int, list[Received]]:
    """How many invoices there are in all, and one page, newest created first. What was asked for has been checked."""
    asked = (tx.account_id, company_id, location_id, window.start, window.end, vendor_id)
    found = await tx.page(PAGE, page, *asked)
    lines = await _lines(tx, [row["id"] for row in found.rows])
    return found.total, [_received(row, lines[row["id"]]) for row in found.rows]


def _received(row: Any, lines: Sequence[ReceivedLine]) -> Received:
    names = ("id", "number", "invoice_date", "exported_at", "erp_vendor_id", "erp_vendor_name")
    return Received(**{name: row[name] for name in names}, lines=lines)


async def _lines(tx: Transaction, invoices: Sequence[UUID]) -> dict[UUID, list[ReceivedLine]]:
    found: dict[UUID, list[ReceivedLine]] = {id: [] for id in invoices}
    for row in await tx.fetch(LINES, tx.account_id, list(invoices)) if invoices else ():
        numbers = {name: exact(row[name]) for name in ("quantity", "packs", "price", "amount")}
        names = ("entry", "unique_key", "upc", "item_name", "uom", "size")
        found[row["invoice"]].append(ReceivedLine(**numbers, **{name: row[name] for name in names}))
    return found
