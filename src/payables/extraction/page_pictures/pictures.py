"""The asking side: pages of files for people to look at, each made in a throw-away child process with limits, or kept from before.

What is kept is found by the file's own digest, so it is never of other bytes than those that are stored now.
"""

import math
from collections import OrderedDict
from hashlib import sha256
from time import monotonic
from typing import Protocol

import msgspec

from payables.extraction.errors import REASONS, Unreadable
from payables.extraction.limits import MB, Limits
from payables.extraction.page.said import GRID, MOST_WORDS
from payables.extraction.page_pictures.errors import PageNotShown, TooManyPictures
from payables.extraction.page_pictures.model import FileToShow, PageText
from payables.extraction.page_pictures.wire import Asked, Found, Want, decode_found, encode
from payables.extraction.process.fair_places import FairPlaces, NoPlace
from payables.extraction.process.throw_away import ThrowAway

LIMITS = Limits(output_bytes=12 * MB, wall_seconds=10.0, cpu_seconds=5, ocr_memory=512 * MB, ocr_cpu_seconds=5)
DRAWN_BY = "1"  # to be raised where pages come out otherwise than before: what was kept is then made again
_AT_ONCE = 2
_MOST = 8  # at work or waiting; each holds the connection of its request, which others need
_REFUSED_FOR = 600.0  # seconds in which a page that could not be drawn is not tried again
_REFUSALS = 1000


class Cache(Protocol):
    """Where what was made is kept, for as long as there is room."""

    async def get(self, key: str) -> bytes | None: ...

    async def put(self, key: str, data: bytes) -> None: ...


class PagePictures:
    """Starts its process with the first page, or with `start`."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._children = ThrowAway("payables.extraction.page_pictures.process", LIMITS)
        self._places = FairPlaces(_AT_ONCE, _MOST)
        self._refused: OrderedDict[str, tuple[float, str]] = OrderedDict()

    def start(self) -> None:
        """So that the first page waits for nothing."""
        self._children.start()

    def close(self) -> None:
        self._children.close()

    async def sizes(self, file: FileToShow) -> list[tuple[float, float]]:
        """Of each page in points, as the file opens. Raises PageNotShown, TooManyPictures, FileMissing, StorageUnavailable."""
        return (await self._found(file, Asked(Want.SIZES, b""))).sizes or []

    async def picture(self, file: FileToShow, page: int, quarters: int, width: int) -> bytes:
        """WebP, turned to the right by `quarters`. Raises as `sizes` does."""
        return (await self._found(file, Asked(Want.PICTURE, b"", page, quarters, width))).picture or b""

    async def words(self, file: FileToShow, page: int) -> PageText:
        """Of the page's text layer. Raises as `sizes` does."""
        found = await self._found(file, Asked(Want.WORDS, b"", page))
        return PageText(found.words or [], found.picture_only)

    @staticmethod
    def tag(file: FileToShow, page: int, quarters: int) -> str:
        """Names what `picture` shows, in any width: another text for another page."""
        return _key(file, Asked(Want.PICTURE, b"", page, quarters))[:32]

    async def _found(self, file: FileToShow, asked: Asked) -> Found:
        key = _key(file, asked)
        if kept := await self._cache.get(key):
            return _read(kept, asked)
        self._refuse_again(key)
        try:
            async with self._places.of(file.whose):
                written = await self._children.ask(encode(msgspec.structs.replace(asked, data=await file.bytes())))
            found = _read(written, asked)
        except NoPlace as error:
            raise TooManyPictures from error
        except Unreadable as refusal:
            self._remember(key, refusal.code)
            raise _not_shown(refusal.code) from refusal
        await self._cache.put(key, written)
        return found

    def _refuse_again(self, key: str) -> None:
        """Raises PageNotShown."""
        until, code = self._refused.get(key, (0.0, ""))
        if monotonic() < until:
            raise _not_shown(code)

    def _remember(self, key: str, code: str) -> None:
        self._refused[key] = (monotonic() + _REFUSED_FOR, code)
        while len(self._refused) > _REFUSALS:
            self._refused.popitem(last=False)


def _key(file: FileToShow, asked: Asked) -> str:
    """Of one account: nobody learns from how fast it comes that another account has the same file."""
    parts = (DRAWN_BY, file.whose, file.sha256.hex(), asked.want, asked.page, asked.quarters, asked.width)
    return sha256("|".join(map(str, parts)).encode()).hexdigest()


def _read(written: bytes, asked: Asked) -> Found:
    """Nothing that a child wrote is believed before it is checked. Raises Unreadable."""
    try:
        found = decode_found(written)
    except msgspec.MsgspecError as error:
        raise Unreadable("crashed", f"unusable output: {error}"[:300]) from error
    if found.code is not None:
        raise Unreadable(found.code if found.code in REASONS else "crashed", found.detail[:300])
    if not _is_usable(found, asked.want):
        raise Unreadable("crashed", f"unusable {asked.want}")
    return found


def _is_usable(found: Found, want: Want) -> bool:
    if want is Want.SIZES:
        sizes = found.sizes or []
        return 0 < len(sizes) <= LIMITS.pages and all(0 < s < math.inf for size in sizes for s in size)
    if want is Want.PICTURE:
        data = found.picture or b""
        return data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    words = found.words
    return words is not None and len(words) <= MOST_WORDS and all(_on_page(w.x0, w.y0, w.x1, w.y1) for w in words)


def _on_page(*sides: int) -> bool:
    return all(0 <= side <= GRID for side in sides)


def _not_shown(code: str) -> PageNotShown:
    return PageNotShown(reason=code, why=REASONS[code])
