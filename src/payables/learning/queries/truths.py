"""The truth of papers, for whoever learns rankers from it: bounded, and fair between accounts."""

from collections.abc import AsyncGenerator
from uuid import UUID

import msgspec

from payables.learning.model import How, Truth
from payables.learning.rules.shares import shares
from payables.platform.db import Database, Transaction

COUNTS = "SELECT account_id, count(*) AS papers FROM read_papers GROUP BY account_id"

NEWEST = """
-- what was archived may be no invoice at all
SELECT p.upload_id, p.fields
  FROM read_papers p JOIN invoices i ON i.account_id = p.account_id AND i.id = p.invoice
 WHERE p.account_id = $1 AND i.state <> 'archived'
 ORDER BY p.changed_at DESC, p.invoice LIMIT $2
"""


class TrueField(msgspec.Struct):
    """One field of one paper: what is true, how that is known, and what was read how surely without memory's help."""

    account: UUID
    upload: UUID
    field: str
    value: str | None
    how: How
    approved: bool
    read: str | None
    confidence: float | None


async def truths(database: Database, most: int) -> AsyncGenerator[TrueField]:
    """Of the newest papers, at most `most` in all; what nobody has looked at is no truth to learn from."""
    async with database.operator() as connection:
        papers = {row["account_id"]: row["papers"] for row in await connection.fetch(COUNTS)}
    for account_id, share in shares(papers, most).items():
        async with database.transaction(account_id) as tx:
            for field in await _of_account(tx, share):
                yield field


async def _of_account(tx: Transaction, most: int) -> list[TrueField]:
    return [
        _field(tx.account_id, row["upload_id"], name, truth)
        for row in await tx.fetch(NEWEST, tx.account_id, most)
        for name, truth in msgspec.convert(row["fields"], dict[str, Truth]).items()
        if truth.how is not How.UNSEEN
    ]


def _field(account: UUID, upload: UUID, name: str, truth: Truth) -> TrueField:
    approved = truth.approved or truth.how is How.APPROVED
    read, confidence = (truth.plain, truth.plain_confidence) if truth.recalled else (truth.read, truth.confidence)
    return TrueField(account, upload, name, truth.value, truth.how, approved, read, confidence)
