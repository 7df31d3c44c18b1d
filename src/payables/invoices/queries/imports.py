"""What a caller's own ids have become, and what is still to be fetched."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from payables.platform.db import Transaction

IMPORTED = "SELECT body_sha256, invoice FROM imported_invoices WHERE account_id = $1 AND upload_id = $2"

FETCHES = """
SELECT id, position, status, filename, media_type, sha256, size, error, created_at FROM image_fetches
 WHERE account_id = $1 AND invoice = $2 ORDER BY position
"""

LATER_IMAGES = """
SELECT id FROM invoice_images WHERE account_id = $1 AND invoice = $2 AND created_at > $3
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


async def images_since(tx: Transaction, invoice: UUID, since: datetime) -> frozenset[int]:
    """Ids of the files that the invoice got after that moment."""
    return frozenset(row["id"] for row in await tx.fetch(LATER_IMAGES, tx.account_id, invoice, since))
