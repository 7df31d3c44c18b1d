"""Page numbers of a document that was read alone, as its file counts them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import cast

import msgspec

from payables.extraction.model import Choice, Code, Field, Reading


def renumber(reading: Reading, pages: Sequence[int]) -> None:
    """`pages` are the file's numbers of the document's pages, in its order."""
    if list(pages) == list(range(1, len(pages) + 1)):
        return
    for placed in {id(placed): placed for placed in placed_in(reading)}.values():
        placed.page = pages[placed.page - 1]


def placed_in(found: object) -> Iterator[Field | Choice | Code]:
    """Whatever has a page, at any depth: no new list of a reading can be forgotten. One object may stand in several places."""
    if isinstance(found, Field | Choice | Code):
        yield found
    for inner in _inside(found):
        yield from placed_in(inner)


def _inside(found: object) -> Iterable[object]:
    if isinstance(found, msgspec.Struct):
        return (getattr(found, name) for name in found.__struct_fields__)
    if isinstance(found, dict):
        return cast(dict[str, object], found).values()
    return cast(list[object], found) if isinstance(found, list) else ()
