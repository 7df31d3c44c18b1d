"""Invoices that wait for approval, for the clock."""

from uuid import UUID

from payables.invoices.model import Invoice
from payables.invoices.queries.records import FIELDS, invoice_of
from payables.platform.db import Transaction

LOCK_WAITING = f"""
SELECT {", ".join(FIELDS)} FROM invoices
 WHERE account_id = $1 AND id = ANY($2) AND state = 'pending_approval' ORDER BY id FOR UPDATE SKIP LOCKED
"""  # noqa: S608


async def lock_waiting(tx: Transaction, ids: list[UUID]) -> list[Invoice]:
    """Those of them that wait for approval and that nobody holds, locked."""
    return [invoice_of(row) for row in await tx.fetch(LOCK_WAITING, tx.account_id, ids)] if ids else []
