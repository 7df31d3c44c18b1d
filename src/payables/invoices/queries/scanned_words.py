"""What OCR read on the pages of files, as it was kept."""

from payables.extraction.page.said import PageWord
from payables.extraction.page_pictures.packed import unpack
from payables.platform.db import Transaction

SCANNED_WORDS = "SELECT words FROM scanned_words WHERE account_id = $1 AND sha256 = $2 AND page = $3"


async def scanned_words(tx: Transaction, sha256: bytes, page: int) -> list[PageWord] | None:
    """Of a page of a file, from 1; None where nothing was kept. Whether the caller may see the file has been checked."""
    packed = await tx.fetchval(SCANNED_WORDS, tx.account_id, sha256, page)
    return None if packed is None else unpack(packed)
