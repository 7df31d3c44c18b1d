"""Where in a file another document begins."""

from collections.abc import Mapping, Sequence

from payables.extraction.page.model import Page
from payables.extraction.page.rows import rows_of
from payables.extraction.parts.marks import is_numbered_through, mark_of
from payables.extraction.parts.model import Beginning, Division
from payables.extraction.parts.signs import Signs, signs_of
from payables.extraction.parts.weigh import weigh

SURE = 0.95  # a file is divided by itself from here on
POSSIBLE = 0.5  # from here on people are told
AFTER_SEPARATOR = 0.99


def divide(pages: Sequence[Page], codes: Mapping[int, Sequence[str]] | None = None) -> Division:
    """`codes` are the texts of the barcodes by page number. Blank pages stay with the document before them."""
    if len(pages) < 2 or is_numbered_through([mark_of(rows_of(page)) for page in pages]):
        return Division([[page.number for page in pages]])
    return _divided([signs_of(page, (codes or {}).get(page.number, ())) for page in pages])


def _divided(signs: Sequence[Signs]) -> Division:
    parts: list[list[Signs]] = []
    sure: list[float] = []
    possible: list[Beginning] = []
    separated = False
    for page in signs:
        if page.separator:
            separated = True
            continue
        beginning = _beginning(parts, page, separated)
        if beginning is None or beginning.confidence < SURE:
            _continue(parts, page)
            if beginning and beginning.confidence >= POSSIBLE:
                possible.append(beginning)
        else:
            parts.append([page])
            sure.append(beginning.confidence)
        separated = separated and page.blank
    return Division([[page.page for page in part] for part in parts], min(sure, default=1.0), possible)


def _beginning(parts: Sequence[list[Signs]], page: Signs, separated: bool) -> Beginning | None:
    """None for what begins nothing: the file's first page, and a blank one."""
    if not parts or page.blank:
        return None
    if separated:
        return Beginning(page.page, AFTER_SEPARATOR, ("a separator page stands before it",))
    return weigh(parts[-1], page)


def _continue(parts: list[list[Signs]], page: Signs) -> None:
    if parts:
        parts[-1].append(page)
    else:
        parts.append([page])
