"""Invoices whose lines follow the catalog: what was exported keeps what it was exported with, and what is archived rests."""

from collections.abc import Collection
from uuid import UUID

from payables.invoices.model import Invoice
from payables.invoices.queries.records import FIELDS, invoice_of
from payables.platform.db import Transaction

OPEN = "state <> 'archived' AND exported_at IS NULL"

OF_VENDOR = f"""
SELECT id FROM invoices
 WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3 AND {OPEN} AND ($4::uuid IS NULL OR id > $4)
 ORDER BY id LIMIT $5
"""  # noqa: S608

WITH_KEYS = f"""
SELECT id FROM invoices i
 WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3 AND {OPEN} AND ($4::uuid IS NULL OR id > $4)
   AND EXISTS (SELECT FROM catalog_items c
                WHERE c.account_id = i.account_id AND c.invoice = i.id AND c.item_key = ANY($6) AND c.decided_at IS NULL)
 ORDER BY id LIMIT $5
"""  # noqa: S608

LOCKED = f"""
-- in the order of their ids, so that two who lock several never wait for each other in a circle
SELECT {", ".join(FIELDS)} FROM invoices WHERE account_id = $1 AND id = ANY($2) AND {OPEN} ORDER BY id FOR UPDATE
"""  # noqa: S608


async def open_of_vendor(tx: Transaction, company_id: int, vendor_id: int, after: UUID | None, most: int) -> list[UUID]:
    """In the order of their ids, beyond `after`; none is locked."""
    rows = await tx.fetch(OF_VENDOR, tx.account_id, company_id, vendor_id, after, most)
    return [row["id"] for row in rows]


async def open_with_keys(
    tx: Transaction, company_id: int, vendor_id: int, keys: Collection[str], after: UUID | None, most: int
) -> list[UUID]:
    """Those with lines of these items of which nobody has decided."""
    rows = await tx.fetch(WITH_KEYS, tx.account_id, company_id, vendor_id, after, most, sorted(keys))
    return [row["id"] for row in rows]


async def lock_open(tx: Transaction, invoices: Collection[UUID]) -> list[Invoice]:
    """Those of them that are still open; waits for whoever works on one of them."""
    return [invoice_of(row) for row in await tx.fetch(LOCKED, tx.account_id, list(invoices))]
