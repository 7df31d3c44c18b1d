"""Pages of words into a reading: header fields, lines, and checks over both."""

from payables.extraction.errors import Unreadable
from payables.extraction.fields.registry import header
from payables.extraction.model import Reading
from payables.extraction.page.document import Document
from payables.extraction.page.model import Page

ENOUGH = 10  # characters in the whole document


def read_pages(pages: list[Page]) -> Reading:
    """Raises Unreadable with no_text; `kind` and `pages` are set by the caller."""
    if sum(p.characters for p in pages) < ENOUGH:
        raise Unreadable("no_text")
    method = list(dict.fromkeys(p.source for p in pages if p.words))
    return Reading(kind="", method=method, pages=len(pages), fields=header(Document(pages)))
