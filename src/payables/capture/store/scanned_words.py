"""The words that OCR read, so that people can choose one without the page being read again."""

from collections.abc import Sequence

from payables.extraction.page.said import ScannedPage
from payables.extraction.page_pictures.packed import pack
from payables.platform.db import Transaction

KEEP_WORDS = """
-- in the order of the keys: two readings of the same files never wait for each other in a circle
INSERT INTO scanned_words (account_id, sha256, page, words, read_at)
SELECT $1, sha256, page, words, $5 FROM unnest($2::bytea[], $3::int[], $4::bytea[]) AS w (sha256, page, words)
 ORDER BY sha256, page
ON CONFLICT (account_id, sha256, page) DO UPDATE SET words = EXCLUDED.words, read_at = EXCLUDED.read_at
"""


async def keep(tx: Transaction, files: Sequence[bytes], pages: Sequence[ScannedPage]) -> None:
    """`files` are those that were read together, by their digests."""
    kept = {
        (files[page.file], page.page): pack(page.words) for page in pages if page.file < len(files) and page.page > 0
    }
    if kept:
        digests, numbers = [sha256 for sha256, _ in kept], [page for _, page in kept]
        await tx.execute(KEEP_WORDS, tx.account_id, digests, numbers, list(kept.values()), tx.now)
