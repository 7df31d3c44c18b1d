"""Which rows of imports were imported."""

from uuid import UUID

from payables.platform.db import Transaction

CLAIM_UPLOAD_ID = """
-- waits for whoever imports the same id at this moment; no row means that it was imported
INSERT INTO imported_invoices (account_id, upload_id, body_sha256, created_at) VALUES ($1, $2, $3, $4)
ON CONFLICT DO NOTHING RETURNING true
"""

NAME_IMPORT = "UPDATE imported_invoices SET invoice = $3 WHERE account_id = $1 AND upload_id = $2"


async def claim_upload_id(tx: Transaction, upload_id: str, body_sha256: bytes) -> bool:
    """False when it was imported before. Waits for whoever imports the same at this moment."""
    claimed = await tx.fetchval(CLAIM_UPLOAD_ID, tx.account_id, upload_id, body_sha256, tx.now)
    return bool(claimed)


async def name_import(tx: Transaction, upload_id: str, invoice: UUID) -> None:
    await tx.execute(NAME_IMPORT, tx.account_id, upload_id, invoice)
