"""Page marks: "Page 2 of 3", "Seite 2/3", "- 2 -"."""

import re

from payables.extraction.page.language import plain
from payables.extraction.page.rows import Row

Mark = tuple[int, int | None]

_PAGE = r"(?:page|pg|seite|blatt|pagina|pag|hoja|foglio|bladzijde|folio|sheet)\b"
_NO = r"(?:\s*(?:no|nr|n)\b)?[\s.:#]*"
_OF = r"\s*(?:of|von|de|di|van|sur|aus|/|\|)\s*"
_NAMED = re.compile(rf"\b{_PAGE}{_NO}(\d{{1,3}})(?:{_OF}(\d{{1,3}}))?(?![\d.,]*\d)")
_BARE = re.compile(r"(?<![\d/.,])(\d{1,3})\s*(?:of|von|de|di|van|sur)\s*(\d{1,3})(?![\d/.,])")
_DASHED = re.compile(r"^[-\u2013\u2014]\s*(\d{1,3})\s*[-\u2013\u2014]$")
MOST_PAGES = 99  # a greater number without a count is that of something else
EDGE = 5  # rows from the top and from the bottom in which a mark without the word "page" is believed


def mark_of(rows: list[Row]) -> Mark | None:
    """The page's own number and how many there are, as printed; a mark with both is believed before one without."""
    texts = [plain(row.text) for row in rows]
    named = [mark for text in texts for match in _NAMED.finditer(text) if (mark := _mark(match[1], match[2]))]
    if named:
        return max(named, key=lambda mark: mark[1] is not None)
    edges = texts[:EDGE] + texts[EDGE:][-EDGE:]
    cells = [plain(cell.text) for row in rows[:EDGE] + rows[EDGE:][-EDGE:] for cell in row.cells]
    bare = next((mark for cell in cells if (found := _BARE.fullmatch(cell)) and (mark := _mark(*found.groups()))), None)
    dashed = next((found for text in edges if (found := _DASHED.match(text))), None)
    return bare or (_mark(dashed[1], None) if dashed else None)


def follows(mark: Mark | None, before: Mark | None) -> bool:
    """The next page of the same numbering."""
    if mark is None or before is None or mark[0] != before[0] + 1:
        return False
    return mark[1] is None or before[1] is None or mark[1] == before[1]


def is_last(mark: Mark | None) -> bool:
    return mark is not None and mark[1] is not None and mark[0] >= mark[1]


def is_numbered_through(marks: list[Mark | None]) -> bool:
    """The pages are marked as the first to the last of so many: nothing else has to be asked."""
    return marks == [(page, len(marks)) for page in range(1, len(marks) + 1)]


def _mark(page: str, pages: str | None) -> Mark | None:
    number, count = int(page), int(pages) if pages else None
    if number == 0 or number > (count or MOST_PAGES):
        return None
    return number, count
