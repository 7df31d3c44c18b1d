"""Page numbers of a document that was read alone, as its file counts them."""

from collections.abc import Iterator, Sequence

from payables.extraction.model import Adjustment, Choice, Code, Field, Line, Reading


def renumber(reading: Reading, pages: Sequence[int]) -> None:
    """`pages` are the file's numbers of the document's pages, in its order."""
    if list(pages) == list(range(1, len(pages) + 1)):
        return
    for placed in {id(placed): placed for placed in placed_in(reading)}.values():
        placed.page = pages[placed.page - 1]


def placed_in(reading: Reading) -> Iterator[Field | Choice | Code]:
    """Whatever has a page; one object may stand in several places."""
    yield from reading.fields.values()
    yield from reading.codes
    for choices in reading.candidates.values():
        yield from choices
    for row in (*reading.items, *reading.allowances, *reading.charges):
        yield from _cells(row)


def _cells(row: Line | Adjustment) -> Iterator[Field]:
    return (cell for name in row.__struct_fields__ if isinstance(cell := getattr(row, name), Field))
