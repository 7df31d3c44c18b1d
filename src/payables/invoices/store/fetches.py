"""Files that are to be fetched for an invoice from addresses."""

from collections.abc import Sequence
from uuid import UUID

from payables.invoices.model import Image
from payables.platform.db import Transaction

INSERT_FETCHES = """
INSERT INTO image_fetches (account_id, invoice, user_id, status, created_at, id, position, url, filename)
SELECT $1, $2, $3, 'waiting', $4, x.* FROM unnest($5::uuid[], $6::int[], $7::text[], $8::text[]) AS x
"""

FORGET_FETCHES = "DELETE FROM image_fetches WHERE account_id = $1 AND invoice = $2"

FINISH_FETCH = """
UPDATE image_fetches
   SET status = CASE WHEN $3::bytea IS NULL THEN 'failed' ELSE 'fetched' END, url = NULL, leased_until = NULL,
       sha256 = $3, filename = coalesce($4, filename), media_type = $5, size = $6, error_code = $7, error = $8,
       finished_at = $9
 WHERE account_id = $1 AND id = $2
"""


async def insert_fetches(tx: Transaction, invoice: UUID, urls: Sequence[str], filenames: Sequence[str]) -> None:
    """Files to be fetched for an invoice, in their order."""
    ids, positions = [tx.new_id() for _ in urls], list(range(len(urls)))
    columns = (ids, positions, list(urls), list(filenames))
    await tx.execute(INSERT_FETCHES, tx.account_id, invoice, tx.actor.user_id, tx.now, *columns)


async def forget_fetches(tx: Transaction, invoice: UUID) -> None:
    """Whatever was still to be fetched for it is not wanted any more."""
    await tx.execute(FORGET_FETCHES, tx.account_id, invoice)


async def finish_fetch(tx: Transaction, id: UUID, image: Image | None, code: str | None, error: str | None) -> None:
    """The file that was fetched, or why it was not; its address is forgotten."""
    found = (image.sha256, image.filename, image.media_type, image.size) if image else (None, None, None, None)
    await tx.execute(FINISH_FETCH, tx.account_id, id, *found, code, error, tx.now)
