"""Store files that came with an invoice."""

import asyncio
from collections.abc import Sequence

from payables.invoices.model import Image
from payables.invoices.rules.images import SentImage
from payables.invoices.store import images as store
from payables.platform.db import Transaction
from payables.platform.files import FileStore


async def keep_files(tx: Transaction, files: FileStore, sent: Sequence[SentImage]) -> list[Image]:
    """The files as images of an invoice to be. Bytes of a request that is refused later stay behind unnamed, which
    harms nobody; bytes that are missing would."""
    digests = await asyncio.gather(*(files.put(file.data) for file in sent))
    images = [
        Image(digest, file.filename, file.media_type, len(file.data))
        for digest, file in zip(digests, sent, strict=True)
    ]
    await store.insert_files(tx, images)
    return images
