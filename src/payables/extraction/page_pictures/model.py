"""Values of page pictures: the file whose page is wanted, and what is known of its pages from reading it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from payables.extraction.page.said import PageWord


@dataclass(frozen=True, slots=True)
class FileToShow:
    """`whose` takes turns with others for the processes that draw; `read` fetches the bytes, once they are needed."""

    whose: str
    sha256: bytes
    read: Callable[[bytes], Awaitable[bytes]]

    async def bytes(self) -> bytes:
        return await self.read(self.sha256)


@dataclass(frozen=True, slots=True)
class PageText:
    """`picture_only`: the page has no text of its own, so its words can only come from OCR."""

    words: list[PageWord]
    picture_only: bool


@dataclass(frozen=True, slots=True)
class PageSize:
    """Points of the page as it stands upright after `quarters` turns to the right. `read_as` is its number in what was read
    together, None where the page was not read."""

    width: float
    height: float
    quarters: int = 0
    read_as: int | None = None


def sizes_as_read(
    files: Sequence[tuple[bytes, int | None]], reading: Mapping[str, Any]
) -> dict[tuple[bytes, int], PageSize]:
    """(file, page in it from 1) -> its size. `files` are those that were read together, each with how many pages it has, None
    for the only one; `reading` is extraction/model.py, Reading, as plain values."""
    sizes, turns = reading.get("page_sizes") or [], reading.get("page_turns") or []
    known: dict[tuple[bytes, int], PageSize] = {}
    before = 0
    for sha256, count in files:
        pages = len(sizes) if count is None else count
        for page, (width, height) in enumerate(sizes[before : before + pages], 1):
            place = before + page - 1
            turn = int(turns[place]) % 4 if place < len(turns) else 0
            known.setdefault((sha256, page), PageSize(width, height, turn, place + 1))
        before += pages
    return known
