"""Writes of imports."""

import msgspec

from payables.imports.model import Import, RecordOutcome
from payables.platform.db import Transaction

INSERT = """
INSERT INTO imports (account_id, id, kind, company_id, filename, status, ignored, created_at, created_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""

INSERT_ROWS = """
INSERT INTO import_rows (account_id, import, position, outcome) SELECT $1, $2, x.* FROM unnest($3::int[], $4::jsonb[]) AS x
"""

MARK_UNDONE = "UPDATE imports SET status = $3, undone_at = $4 WHERE account_id = $1 AND id = $2"

UPDATE_ROWS = """
UPDATE import_rows r SET outcome = x.outcome FROM unnest($3::int[], $4::jsonb[]) AS x (position, outcome)
 WHERE r.account_id = $1 AND r.import = $2 AND r.position = x.position
"""


async def insert(tx: Transaction, done: Import) -> None:
    await tx.execute(
        INSERT,
        tx.account_id,
        done.id,
        done.kind,
        done.company_id,
        done.filename,
        done.status,
        done.ignored,
        done.created_at,
        done.created_by,
    )
    await tx.execute(INSERT_ROWS, tx.account_id, done.id, *_rows(done.outcomes))


async def mark_undone(tx: Transaction, undone: Import) -> None:
    await tx.execute(MARK_UNDONE, tx.account_id, undone.id, undone.status, undone.undone_at)
    await tx.execute(UPDATE_ROWS, tx.account_id, undone.id, *_rows(undone.outcomes))


def _rows(outcomes: list[RecordOutcome]) -> tuple[list[int], list[dict[str, object]]]:
    return list(range(len(outcomes))), [msgspec.to_builtins(outcome, builtin_types=()) for outcome in outcomes]
