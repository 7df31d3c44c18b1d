"""Writes of claims."""

from decimal import Decimal
from uuid import UUID

from payables.platform.db import Transaction

INSERT = """
INSERT INTO claims (account_id, id, company_id, vendor_id, invoice, item, outcome, amount, currency, reason, opened_at, opened_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING RETURNING id
"""

SAME = """
SELECT id FROM claims WHERE account_id = $1 AND invoice = $2 AND item = $3 AND outcome = $4 AND withdrawn_at IS NULL
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
    difference: tuple[int, str],
    amount: Decimal,
    currency: str,
    reason: str,
) -> tuple[UUID, bool]:
    """The id, and whether it is new: a difference that is claimed already keeps its claim."""
    id, (item, outcome) = tx.new_id(), difference
    values = (company_id, vendor_id, invoice, item, outcome, amount, currency, reason, tx.now, tx.actor.user_id)
    if await tx.fetchval(INSERT, tx.account_id, id, *values) is not None:
        return id, True
    return await tx.fetchval(SAME, tx.account_id, invoice, item, outcome), False


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
