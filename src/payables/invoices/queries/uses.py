"""What people have done with an invoice that does not stand in its own history."""

from collections.abc import Sequence
from uuid import UUID

from payables.platform.db import Transaction

USED = """
-- claimed about, settling a claim, or said to be a line of a vendor's statement
SELECT i.id FROM unnest($2::uuid[]) AS i (id)
 WHERE EXISTS (SELECT FROM claims WHERE account_id = $1 AND invoice = i.id AND withdrawn_at IS NULL)
    OR EXISTS (SELECT FROM claim_settlements WHERE account_id = $1 AND credit_memo = i.id)
    OR EXISTS (SELECT FROM statement_decisions WHERE account_id = $1 AND invoice = i.id)
"""


async def used_elsewhere(tx: Transaction, invoices: Sequence[UUID]) -> set[UUID]:
    """Of these, those that others build on. The caller holds their locks, which whoever settles by one takes first."""
    return {row["id"] for row in await tx.fetch(USED, tx.account_id, list(invoices))}
