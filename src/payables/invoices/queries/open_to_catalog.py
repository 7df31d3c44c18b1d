"""Invoices whose lines follow the catalog: what was exported keeps what it was exported with, and what is archived rests."""

from collections.abc import Collection
from uuid import UUID

from payables.invoices.model import Invoice
from payables.invoices.queries.records import FIELDS, invoice_of
from payables.platform.db import Transaction

OPEN = "state <> 'archived' AND exported_at IS NULL"

OF_VENDORS = f"""
SELECT id FROM invoices
 WHERE account_id = $1 AND company_id = $2 AND vendor_id = ANY($3) AND {OPEN} AND ($4::uuid IS NULL OR id > $4)
 ORDER BY id LIMIT $5
"""  # noqa: S608

LOCKED = f"""
-- in the order of their ids, so that two who lock several never wait for each other in a circle
SELECT {", ".join(FIELDS)} FROM invoices WHERE account_id = $1 AND id = ANY($2) AND {OPEN} ORDER BY id FOR UPDATE
"""  # noqa: S608


async def open_of_vendors(
    tx: Transaction, company_id: int, vendors: Collection[int], after: UUID | None, most: int
) -> list[UUID]:
    """In the order of their ids, beyond `after`; none is locked."""
    rows = await tx.fetch(OF_VENDORS, tx.account_id, company_id, sorted(vendors), after, most)
    return [row["id"] for row in rows]


async def lock_open(tx: Transaction, invoices: Collection[UUID]) -> list[Invoice]:
    """Those of them that are still open; waits for whoever works on one of them."""
    return [invoice_of(row) for row in await tx.fetch(LOCKED, tx.account_id, list(invoices))]
