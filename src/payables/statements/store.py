"""Writes of statements."""

from typing import Any
from uuid import UUID

from payables.platform.db import Transaction
from payables.statements.model import DELETED, Incoming, Line, Source, StatementStatus

INSERT = """
INSERT INTO statements (account_id, id, company_id, group_id, location_ids, vendor_id, statement_date, currency, opening_balance,
                        closing_balance, source, filename, file_sha256, content_sha256, decimal_mark, date_order, status,
                        created_at, created_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) ON CONFLICT DO NOTHING RETURNING id
"""

INSERT_FILE = """
INSERT INTO files (account_id, sha256, size, media_type, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
"""

INSERT_LINES = """
INSERT INTO statement_lines (account_id, statement, n, number, date, due_date, amount, type)
SELECT $1, $2, x.* FROM unnest($3::int[], $4::text[], $5::date[], $6::date[], $7::numeric[], $8::text[]) AS x
"""

COUNT = "UPDATE statements SET counts = $3, counted_at = $4 WHERE account_id = $1 AND id = $2"

READ = """
UPDATE statements SET status = 'open', opening_balance = coalesce(opening_balance, $3),
       closing_balance = coalesce(closing_balance, $4)
 WHERE account_id = $1 AND id = $2
"""

FAIL = (
    "UPDATE statements SET status = 'failed', failure_code = $3, failure_message = $4 WHERE account_id = $1 AND id = $2"
)

DECIDE = """
INSERT INTO statement_decisions (account_id, statement, n, invoice, is_one, decided_at, decided_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (account_id, statement, n, invoice)
DO UPDATE SET is_one = excluded.is_one, decided_at = excluded.decided_at, decided_by = excluded.decided_by
"""

RECONCILED = """
UPDATE statements SET status = 'reconciled', reconciled_at = $3, reconciled_by = $4, reconciled_reason = $5
 WHERE account_id = $1 AND id = $2
"""

REOPENED = """
UPDATE statements SET status = 'open', reconciled_at = NULL, reconciled_by = NULL, reconciled_reason = NULL
 WHERE account_id = $1 AND id = $2
"""

DELETE = f"""
UPDATE statements SET status = 'failed', failure_code = '{DELETED}', failure_message = NULL WHERE account_id = $1 AND id = $2
"""  # noqa: S608

PUT_BACK = """
UPDATE statements SET status = $3, failure_code = $4, failure_message = $5 WHERE account_id = $1 AND id = $2
"""


async def insert(
    tx: Transaction, incoming: Incoming, vendor_id: int, location_ids: list[int], file_sha256: bytes | None
) -> UUID | None:
    """None when the same content is there already, also of a transaction that commits in this instant."""
    of = incoming.heading
    place = (of.company_id, of.group_id, location_ids, vendor_id, of.statement_date, of.currency)
    paper = (of.opening_balance, of.closing_balance, incoming.source, incoming.filename, file_sha256, incoming.content)
    status = StatementStatus.READING if incoming.source is Source.PDF else StatementStatus.OPEN
    style = (incoming.decimal_mark, incoming.date_order)
    id = tx.new_id()
    return await tx.fetchval(INSERT, tx.account_id, id, *place, *paper, *style, status, tx.now, tx.actor.user_id)


async def name_file(tx: Transaction, sha256: bytes, size: int, media_type: str) -> None:
    """The account has a file of this content."""
    await tx.execute(INSERT_FILE, tx.account_id, sha256, size, media_type, tx.now)


async def insert_lines(tx: Transaction, statement: UUID, lines: list[Line]) -> None:
    columns: list[list[Any]] = [
        [line.n for line in lines],
        [line.number for line in lines],
        [line.day for line in lines],
        [line.due_date for line in lines],
        [line.amount for line in lines],
        [line.type.value for line in lines],
    ]
    await tx.execute(INSERT_LINES, tx.account_id, statement, *columns)


async def keep_counts(tx: Transaction, statement: UUID, counts: dict[str, int]) -> None:
    await tx.execute(COUNT, tx.account_id, statement, counts, tx.now)


async def mark_read(tx: Transaction, statement: UUID, opening: Any, closing: Any) -> None:
    """With the balances that the paper says, where none were sent."""
    await tx.execute(READ, tx.account_id, statement, opening, closing)


async def mark_failed(tx: Transaction, statement: UUID, code: str, message: str) -> None:
    await tx.execute(FAIL, tx.account_id, statement, code, message)


async def decide(tx: Transaction, statement: UUID, n: int, invoice: UUID, *, is_one: bool) -> None:
    await tx.execute(DECIDE, tx.account_id, statement, n, invoice, is_one, tx.now, tx.actor.user_id)


async def mark_reconciled(tx: Transaction, statement: UUID, reason: str | None) -> None:
    await tx.execute(RECONCILED, tx.account_id, statement, tx.now, tx.actor.user_id, reason)


async def mark_open(tx: Transaction, statement: UUID) -> None:
    await tx.execute(REOPENED, tx.account_id, statement)


async def delete(tx: Transaction, statement: UUID) -> None:
    """It leaves every list, and the same may be sent again; its lines, and what people said of them, stay."""
    await tx.execute(DELETE, tx.account_id, statement)


async def put_back(
    tx: Transaction, statement: UUID, status: StatementStatus, failure_code: str | None, failure_message: str | None
) -> None:
    """As it was before it was deleted."""
    await tx.execute(PUT_BACK, tx.account_id, statement, status, failure_code, failure_message)
