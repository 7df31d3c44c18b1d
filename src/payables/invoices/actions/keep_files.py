"""Store files that came with an invoice."""

from collections.abc import Sequence

from payables.invoices import store
from payables.invoices.model import Image
from payables.invoices.rules.images import SentImage
from payables.platform.db import Transaction
from payables.platform.files import FileStore


async def keep_files(tx: Transaction, files: FileStore, sent: Sequence[SentImage]) -> list[Image]:
    """The files as images of an invoice to be. Bytes of a request that is refused later stay behind unnamed, which
    harms nobody; bytes that are missing would."""
    images = [Image(await files.put(file.data), file.filename, file.media_type, len(file.data)) for file in sent]
    await store.insert_files(tx, images)
    return images
