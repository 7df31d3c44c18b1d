"""Invoices locked by work that no caller asks for."""

from collections.abc import Sequence
from uuid import UUID

from payables.invoices.model import Invoice
from payables.invoices.queries.records import FIELDS, invoice_of
from payables.platform.db import Transaction

LOCKED_IF_IDLE = f"""
-- never waits: whoever asks may hold what the other one waits for
SELECT {", ".join(FIELDS)} FROM invoices
 WHERE account_id = $1 AND id = ANY($2) ORDER BY id FOR UPDATE SKIP LOCKED
"""  # noqa: S608

LOCKED_MANY = f"""
-- in the order of their ids, so that two who lock several never wait for each other in a circle
SELECT {", ".join(FIELDS)} FROM invoices WHERE account_id = $1 AND id = ANY($2) ORDER BY id FOR UPDATE
"""  # noqa: S608

LOCKED = f"""
SELECT {", ".join(FIELDS)} FROM invoices WHERE account_id = $1 AND id = $2 FOR UPDATE
"""  # noqa: S608

UNDECIDED = """
SELECT id FROM invoices i
 WHERE account_id = $1 AND company_id = $2 AND ($3::uuid IS NULL OR id > $3)
   AND (state IN ('incomplete', 'pending_approval') OR state = 'approved' AND exported_at IS NULL
        AND EXISTS (SELECT FROM matches m WHERE m.account_id = i.account_id AND m.invoice = i.id AND m.stale))
 ORDER BY id LIMIT $4
"""


async def undecided(tx: Transaction, company_id: int, after: UUID | None, most: int) -> list[UUID]:
    """Invoices of a company that are not approved yet, or are and have to be matched again, in the order of their ids, beyond
    `after`; none is locked."""
    return [row["id"] for row in await tx.fetch(UNDECIDED, tx.account_id, company_id, after, most)]


async def lock_idle(tx: Transaction, invoices: Sequence[UUID]) -> list[Invoice]:
    """Those of them that nobody else has locked; locked now."""
    return [invoice_of(row) for row in await tx.fetch(LOCKED_IF_IDLE, tx.account_id, list(invoices))]


async def lock_many(tx: Transaction, invoices: Sequence[UUID]) -> list[Invoice]:
    """Waits for whoever works on one of them."""
    if not invoices:
        return []
    return [invoice_of(row) for row in await tx.fetch(LOCKED_MANY, tx.account_id, list(invoices))]


async def lock(tx: Transaction, invoice: UUID) -> Invoice | None:
    """For work that no caller asks for; waits."""
    row = await tx.fetchrow(LOCKED, tx.account_id, invoice)
    return invoice_of(row) if row else None
