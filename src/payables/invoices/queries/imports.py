"""What a caller's own ids have become, and what is still to be fetched."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from payables.platform.db import Transaction

IMPORTED = "SELECT body_sha256, invoice FROM imported_invoices WHERE account_id = $1 AND upload_id = $2"

FETCHES = """
SELECT id, position, status, filename, media_type, sha256, size, error FROM image_fetches
 WHERE account_id = $1 AND invoice = $2 ORDER BY position
"""


@dataclass(frozen=True, slots=True)
class Imported:
    """The invoice of an upload_id, and the digest of the row that it was entered from."""

    body_sha256: bytes
    invoice: UUID


async def imported(tx: Transaction, upload_id: str) -> Imported:
    """The upload_id was claimed by a transaction that has committed."""
    row = await tx.fetchrow(IMPORTED, tx.account_id, upload_id)
    assert row is not None
    return Imported(row["body_sha256"], row["invoice"])


async def fetches_of(tx: Transaction, invoice: UUID) -> list[Any]:
    """All files that are, were or failed to be fetched for the invoice, in their order."""
    return await tx.fetch(FETCHES, tx.account_id, invoice)
