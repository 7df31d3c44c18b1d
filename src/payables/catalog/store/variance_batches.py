"""Writes of variance batches."""

from payables.catalog.model import VarianceBatch
from payables.platform.db import Transaction

INSERT = """
INSERT INTO variance_batches
       (account_id, id, company_id, batch_number, start_date, end_date, payload, created_at, created_by)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (account_id, company_id, batch_number) DO NOTHING RETURNING true
"""

EXPORT = "UPDATE variance_batches SET exported_at = $3, exported_by = $4 WHERE account_id = $1 AND id = $2"


async def insert(tx: Transaction, batch: VarianceBatch) -> bool:
    """False where the company has one of its number."""
    values = (batch.id, batch.company_id, batch.batch_number, batch.start_date, batch.end_date, batch.payload)
    return bool(await tx.fetchval(INSERT, tx.account_id, *values, batch.created_at, batch.created_by))


async def mark_exported(tx: Transaction, batch: int) -> None:
    await tx.execute(EXPORT, tx.account_id, batch, tx.now, tx.actor.user_id)
