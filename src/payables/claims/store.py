"""Writes of claims."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from payables.platform.db import Transaction

# The new claim's id, the line (0 is the whole), what was found of it, and how much is claimed.
Difference = tuple[UUID, int, str, Decimal]

INSERT = """
INSERT INTO claims (account_id, id, company_id, vendor_id, invoice, currency, reason, opened_at, opened_by, item, outcome, amount)
SELECT $1, c.id, $3, $4, $5, $6, $7, $8, $9, c.item, c.outcome, c.amount
  FROM unnest($2::uuid[], $10::int[], $11::text[], $12::numeric[]) AS c (id, item, outcome, amount)
ON CONFLICT DO NOTHING RETURNING id
"""

WITHDRAW = """
UPDATE claims SET withdrawn_at = $3, withdrawn_by = $4, withdrawn_reason = $5 WHERE account_id = $1 AND id = $2
"""

SETTLE = """
INSERT INTO claim_settlements (account_id, claim, credit_memo, amount, settled_at, settled_by) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT DO NOTHING RETURNING claim
"""

UNSETTLE = "DELETE FROM claim_settlements WHERE account_id = $1 AND claim = $2 AND credit_memo = $3 RETURNING amount"

DROP = "DELETE FROM claim_settlements WHERE account_id = $1 AND claim = $2 AND credit_memo = ANY($3)"


async def insert(
    tx: Transaction,
    company_id: int,
    vendor_id: int,
    invoice: UUID,
    currency: str,
    reason: str,
    differences: Sequence[Difference],
) -> bool:
    """Whether all of them are new: a difference that is claimed already keeps its claim."""
    place = (company_id, vendor_id, invoice, currency, reason, tx.now, tx.actor.user_id)
    ids, items, outcomes, amounts = (list(values) for values in zip(*differences, strict=True))
    made = await tx.fetch(INSERT, tx.account_id, ids, *place, items, outcomes, amounts)
    return len(made) == len(differences)


async def withdraw(tx: Transaction, claim: UUID, reason: str) -> None:
    await tx.execute(WITHDRAW, tx.account_id, claim, tx.now, tx.actor.user_id, reason)


async def settle(tx: Transaction, claim: UUID, memo: UUID, amount: Decimal) -> bool:
    """Whether this memo has not settled a part of it before."""
    return await tx.fetchval(SETTLE, tx.account_id, claim, memo, amount, tx.now, tx.actor.user_id) is not None


async def drop(tx: Transaction, claim: UUID, memos: list[UUID]) -> None:
    """What these memos had settled."""
    await tx.execute(DROP, tx.account_id, claim, memos)


async def unsettle(tx: Transaction, claim: UUID, memo: UUID) -> Decimal | None:
    """What the memo had settled; None if nothing."""
    return await tx.fetchval(UNSETTLE, tx.account_id, claim, memo)
