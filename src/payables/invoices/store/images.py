"""Files of invoices."""

from collections.abc import Sequence
from uuid import UUID

from payables.invoices.model import Image
from payables.platform.db import Transaction

INSERT_FILES = """
INSERT INTO files (account_id, sha256, size, media_type, created_at)
SELECT $1, x.sha256, x.size, x.media_type, $2
  FROM unnest($3::bytea[], $4::bigint[], $5::text[]) AS x (sha256, size, media_type)
 ORDER BY x.sha256
ON CONFLICT DO NOTHING
"""

DELETE_IMAGES = "DELETE FROM invoice_images WHERE account_id = $1 AND invoice = $2"

INSERT_IMAGES = """
INSERT INTO invoice_images (account_id, invoice, created_at, id, position, sha256, filename, media_type, size, pages)
SELECT $1, $2, $3, x.id, x.position, x.sha256, x.filename, x.media_type, x.size, x.pages::int[]
  FROM unnest($4::int[], $5::int[], $6::bytea[], $7::text[], $8::text[], $9::bigint[], $10::text[])
    AS x (id, position, sha256, filename, media_type, size, pages)
"""


async def insert_files(tx: Transaction, images: Sequence[Image]) -> None:
    """Name the stored bytes as the account's; in one order, so that two requests with the same files never wait in a
    circle."""
    if not images:
        return
    await tx.execute(
        INSERT_FILES,
        tx.account_id,
        tx.now,
        [image.sha256 for image in images],
        [image.size for image in images],
        [image.media_type for image in images],
    )


async def replace_images(tx: Transaction, invoice: UUID, images: Sequence[Image]) -> None:
    await tx.execute(DELETE_IMAGES, tx.account_id, invoice)
    await insert_images(tx, invoice, images)


async def insert_images(tx: Transaction, invoice: UUID, images: Sequence[Image], first_position: int = 0) -> None:
    """Their bytes are stored already, and have their rows in `files`."""
    if not images:
        return
    await tx.execute(
        INSERT_IMAGES,
        tx.account_id,
        invoice,
        tx.now,
        await tx.new_numbers("image", len(images)),
        list(range(first_position, first_position + len(images))),
        [image.sha256 for image in images],
        [image.filename for image in images],
        [image.media_type for image in images],
        [image.size for image in images],
        # arrays of arrays must be of one length: each goes as PostgreSQL writes it
        [None if image.pages is None else f"{{{','.join(map(str, image.pages))}}}" for image in images],
    )
