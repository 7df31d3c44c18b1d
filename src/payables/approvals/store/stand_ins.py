"""Writes of stand-ins, and of what they decide."""

from uuid import UUID

from payables.approvals.model import DecidedAs, StandIn
from payables.platform.db import Transaction

INSERT = """
INSERT INTO stand_ins (account_id, id, user_id, stand_in_id, starts_at, ends_at, note, created_at, created_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""

END = "UPDATE stand_ins SET ended_at = $3, ended_by = $4 WHERE account_id = $1 AND id = $2 AND ended_at IS NULL"

TOLD = "UPDATE stand_ins SET told_at = $3 WHERE account_id = $1 AND id = $2"

SIGN = """
-- the person who decided, whoever carried it here: the approver stays the one who was asked
UPDATE approvals a SET decided_by = $2, decided_as = x.decided_as
  FROM unnest($3::text[], $4::text[]) AS x (id, decided_as) WHERE a.account_id = $1 AND a.id = x.id
"""


async def insert(tx: Transaction, one: StandIn) -> None:
    await tx.execute(
        INSERT,
        tx.account_id,
        one.id,
        one.user_id,
        one.stand_in_id,
        one.starts_at,
        one.ends_at,
        one.note,
        one.created_at,
        one.created_by,
    )


async def told(tx: Transaction, id: UUID) -> None:
    """The stand-in knows what waits."""
    await tx.execute(TOLD, tx.account_id, id, tx.now)


async def end(tx: Transaction, one: StandIn) -> None:
    await tx.execute(END, tx.account_id, one.id, tx.now, tx.actor.user_id)


async def sign(tx: Transaction, person: int, decided: dict[str, DecidedAs]) -> None:
    """Write under records of others, just decided, who did it and in whose right."""
    if decided:
        await tx.execute(SIGN, tx.account_id, person, list(decided.keys()), list(decided.values()))
