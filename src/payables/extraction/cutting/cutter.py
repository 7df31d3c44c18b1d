"""The asking side: pages of a file, cut in a throw-away child process with limits."""

import asyncio
from collections.abc import Sequence

import msgspec

from payables.extraction.arrangement import ArrangedFile, Arrangement, to_bytes
from payables.extraction.cutting.wire import Cut, decode
from payables.extraction.errors import REASONS, Unreadable
from payables.extraction.limits import MB, Limits
from payables.extraction.process.throw_away import ThrowAway

LIMITS = Limits(output_bytes=64 * MB, wall_seconds=10.0, cpu_seconds=5, ocr_memory=512 * MB, ocr_cpu_seconds=5)
_AT_ONCE = 2
_MOST = 8  # at work or waiting; each holds the connection of its request, which others need


class TooManyAtOnce(Exception):
    """More files are being cut than may wait for it: ask again in a moment."""


class Cutter:
    """Starts its process with the first file that is to be cut."""

    def __init__(self) -> None:
        self._children = ThrowAway("payables.extraction.cutting.process", LIMITS)
        self._places = asyncio.Semaphore(_AT_ONCE)
        self._asked = 0

    async def cut(self, data: bytes, filename: str, pages: Sequence[int]) -> bytes:
        """`pages` of a PDF or TIFF, from 1. Raises Unreadable, TooManyAtOnce."""
        if self._asked >= _MOST:
            raise TooManyAtOnce
        self._asked += 1
        try:
            return await self._cut(to_bytes(Arrangement([ArrangedFile(filename, data)], [list(pages)])), filename)
        finally:
            self._asked -= 1

    def close(self) -> None:
        self._children.close()

    async def _cut(self, asked: bytes, filename: str) -> bytes:
        async with self._places:
            found = _found(await self._children.ask(asked, filename))
        if found.data is None:
            raise Unreadable(found.code if found.code in REASONS else "crashed", found.detail[:300])
        return found.data


def _found(written: bytes) -> Cut:
    """Nothing that the child wrote is believed before it is checked against the type."""
    try:
        return decode(written)
    except msgspec.MsgspecError as error:
        return Cut(code="crashed", detail=f"unusable output: {error}"[:300])
