"""Where on its files a paper was read: which page of which file, as it looks when the file is opened."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from payables.extraction.page.turn import turned
from payables.invoices.model import Image

DEGREES = 90


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A delivered file and how many pages it has; None where it is the only one that was read."""

    sha256: bytes
    pages: int | None


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A page of a document. `number` counts through all files that were read together; `width` and `height` are points of the
    page as its file shows it, and `turned` the degrees to the right by which it was turned to be read. It is page
    `image_page` of what the invoice's image gives for download; both are None where the image was taken off.
    """

    number: int
    image_id: int | None
    image_page: int | None
    width: float
    height: float
    turned: int


def paper_pages(
    reading: Mapping[str, Any], files: Sequence[PaperFile], own: Sequence[int] | None, images: Sequence[Image]
) -> list[PaperPage]:
    """`own` are the numbers of the document's pages, None for all. An e-invoice in XML has none."""
    sizes, turns = reading.get("page_sizes") or [], _turns(reading)
    places = dict(_places(files, len(sizes), images))
    return [
        PaperPage(number, *places.get(number, (None, None)), *_opened(sizes[number - 1], turn), turn * DEGREES)
        for number in own or range(1, len(sizes) + 1)
        if number <= len(sizes)
        for turn in [turns.get(number, 0)]
    ]


def as_opened(reading: Mapping[str, Any]) -> dict[str, Any]:
    """The reading with each value's place as shares of the page as its file shows it; while it is read, places are those of the
    upright page. A value without a place has a page and box that are None: it stands in XML, or follows from others."""
    return cast(dict[str, Any], _placed(reading, _turns(reading)))


def _turns(reading: Mapping[str, Any]) -> dict[int, int]:
    return {number: int(turn) % 4 for number, turn in enumerate(reading.get("page_turns") or [], 1)}


def _placed(found: object, turns: Mapping[int, int]) -> object:
    """Whatever has a value and a confidence, at any depth."""
    if isinstance(found, list):
        return [_placed(one, turns) for one in cast(list[object], found)]
    if not isinstance(found, dict):
        return found
    inner = {name: _placed(one, turns) for name, one in cast(dict[str, object], found).items()}
    return inner | _place(inner, turns) if {"value", "confidence"} <= inner.keys() else inner


def _place(field: Mapping[str, Any], turns: Mapping[int, int]) -> dict[str, Any]:
    box = field.get("box")
    if box is None:
        return {"page": None, "box": None}
    page = field.get("page", 1)
    return {"page": page, "box": turned(box, -turns[page]) if turns.get(page) else box}


def _opened(size: Sequence[float], turn: int) -> tuple[float, float]:
    width, height = size
    return (height, width) if turn % 2 else (width, height)


def _places(
    files: Sequence[PaperFile], pages: int, images: Sequence[Image]
) -> Iterator[tuple[int, tuple[int, int | None]]]:
    """Page number -> the image that it stands on, and its page there."""
    before = 0
    for file in files:
        count = pages if file.pages is None else file.pages
        image = next((image for image in images if image.sha256 == file.sha256), None)
        if image:
            yield from ((before + page, (image.id, _page_in(image, page))) for page in range(1, count + 1))
        before += count


def _page_in(image: Image, page: int) -> int | None:
    """An image of some pages is cut out of its file."""
    if image.pages is None:
        return page
    return image.pages.index(page) + 1 if page in image.pages else None
