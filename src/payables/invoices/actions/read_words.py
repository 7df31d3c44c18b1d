"""The words of one page of a file, for people: as OCR read them when the file was read, else those that the file itself holds."""

from payables.extraction.page.said import PageWord
from payables.extraction.page_pictures.model import FileToShow
from payables.extraction.page_pictures.pictures import PagePictures
from payables.extraction.page_pictures.shapes import NO_TEXT, NOT_KEPT, NoWords
from payables.invoices.queries.scanned_words import scanned_words
from payables.platform.db import Transaction


async def read_words(
    tx: Transaction, pictures: PagePictures, file: FileToShow, sha256: bytes, page: int
) -> tuple[list[PageWord], NoWords]:
    """And why there are none, if there are none. `page` is that of the file. Raises PageNotShown, TooManyPictures."""
    if (kept := await scanned_words(tx, sha256, page)) is not None:
        return kept, NO_TEXT
    said = await pictures.words(file, page)
    return said.words, NOT_KEPT if said.picture_only else NO_TEXT
