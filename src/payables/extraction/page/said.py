"""The words of a page for people to choose from: in reading order, each with its place on the page as its file opens."""

import msgspec

from payables.extraction.page.model import Page, Word
from payables.extraction.page.rows import rows_of
from payables.extraction.page.turn import turned
from payables.kit.text import readable

MOST_WORDS = 3000  # of a page; what stands further down can be seen and not be chosen
LONGEST = 100  # characters
GRID = 10_000  # a place is in so many parts of the page's width or height


class PageWord(msgspec.Struct, array_like=True):
    """`line` counts the printed lines of the page from 0, `sure` is the reading's confidence in per cent. It is kept for every
    word of a scan, so it is small: places are whole parts of the GRID."""

    text: str
    x0: int
    y0: int
    x1: int
    y1: int
    line: int = 0
    sure: int = 100

    def box(self, quarters: int = 0) -> list[float]:
        """Shares of the page after so many quarter turns to the right."""
        return turned([side / GRID for side in (self.x0, self.y0, self.x1, self.y1)], quarters)


class ScannedPage(msgspec.Struct):
    """What OCR read on a page: `page` of the file that is number `file`, from 0, of those that were read together."""

    file: int
    page: int
    words: list[PageWord]


def words_on(page: Page) -> list[PageWord]:
    """At most MOST_WORDS, line by line."""
    found = [_word(page, word, row.index) for row in rows_of(page) for word in row.words if readable(word.text).strip()]
    return found[:MOST_WORDS]


def scanned_pages(file: int, pages: list[Page]) -> list[ScannedPage]:
    """Those of the file that OCR read."""
    return [ScannedPage(file, page.number, words_on(page)) for page in pages if page.source.startswith("ocr:")]


def _word(page: Page, word: Word, line: int) -> PageWord:
    opened = turned(page.as_shown(page.box([word])), -page.turn)
    x0, y0, x1, y1 = (round(min(max(share, 0.0), 1.0) * GRID) for share in opened)
    sure = round(100 * min(max(word.confidence, 0.0), 1.0))
    return PageWord(readable(word.text).strip()[:LONGEST], x0, y0, x1, y1, line, sure)
