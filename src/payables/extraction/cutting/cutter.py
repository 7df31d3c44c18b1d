"""The asking side: pages of a file, cut in a throw-away child process with limits."""

import asyncio
import os
from collections.abc import Sequence

import msgspec

from payables.extraction.arrangement import ArrangedFile, Arrangement, to_bytes
from payables.extraction.cutting.wire import Cut, decode
from payables.extraction.errors import REASONS, Unreadable
from payables.extraction.limits import MB, Limits
from payables.extraction.process.client import ZygoteClient, ZygoteGone
from payables.extraction.process.memory import in_memory
from payables.extraction.process.wire import Ended, Task

LIMITS = Limits(output_bytes=64 * MB, wall_seconds=10.0, cpu_seconds=5, ocr_memory=512 * MB, ocr_cpu_seconds=5)
_AT_ONCE = 2
_MOST = 8  # at work or waiting; each holds the connection of its request, which others need


class TooManyAtOnce(Exception):
    """More files are being cut than may wait for it: ask again in a moment."""


class Cutter:
    """Starts its process with the first file that is to be cut."""

    def __init__(self) -> None:
        self._zygote: ZygoteClient | None = None
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
        if self._zygote:
            self._zygote.close()
            self._zygote = None

    async def _cut(self, asked: bytes, filename: str) -> bytes:
        async with self._places:
            document, target = in_memory(asked), os.memfd_create("pages", os.MFD_CLOEXEC)
            try:
                found = _found(await self._run(document, target, filename), target)
            finally:
                os.close(document)
                os.close(target)
        if found.data is None:
            raise Unreadable(found.code if found.code in REASONS else "crashed", found.detail[:300])
        return found.data

    async def _run(self, document: int, target: int, filename: str) -> Ended:
        """It ends by itself when it was idle, which may be just now. Raises Unreadable."""
        for _ in range(2):
            try:
                return await self._living().run(document, target, filename, LIMITS, Task.ARRANGED)
            except ZygoteGone:
                os.ftruncate(target, 0)
                os.lseek(target, 0, os.SEEK_SET)
        raise Unreadable("crashed", "the parent of the child processes ended twice")

    def _living(self) -> ZygoteClient:
        if self._zygote is None or not self._zygote.usable():
            self.close()
            self._zygote = ZygoteClient("payables.extraction.cutting.process")
        return self._zygote


def _found(ended: Ended, target: int) -> Cut:
    """Nothing that the child wrote is believed before it is checked against the type."""
    if ended.timed_out:
        return Cut(code="timed_out")
    size = os.fstat(target).st_size
    if ended.status != 0 or size > LIMITS.output_bytes:
        return Cut(code="too_large_when_unpacked", detail=f"status {ended.status}, {size} bytes")
    try:
        return decode(os.pread(target, size, 0))
    except msgspec.MsgspecError as error:
        return Cut(code="crashed", detail=f"unusable output: {error}"[:300])
