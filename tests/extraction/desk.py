"""A reader for tests: one zygote, one event loop, plain calls."""

import asyncio
from pathlib import Path

from payables.extraction.arrangement import Arrangement
from payables.extraction.errors import Unreadable
from payables.extraction.limits import Limits
from payables.extraction.model import Reading
from payables.extraction.reader import Reader


class Desk:
    """Reads as the worker does, each document in its own process."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.reader = self.loop.run_until_complete(self._start())

    async def _start(self) -> Reader:
        return Reader(at_once=2)

    def read(self, source: bytes | Path, filename: str, limits: Limits | None = None) -> Reading:
        return self.loop.run_until_complete(self.reader.read(source, filename, limits))

    def read_arranged(self, arrangement: Arrangement, limits: Limits | None = None) -> Reading:
        return self.loop.run_until_complete(self.reader.read_arranged(arrangement, limits))

    def refusal(self, source: bytes | Path, filename: str, limits: Limits | None = None) -> str:
        """The code of the refusal, which must come."""
        try:
            reading = self.read(source, filename, limits)
        except Unreadable as refused:
            assert refused.message.endswith(".")
            return refused.code
        raise AssertionError(f"was read: {reading}")

    def close(self) -> None:
        self.reader.close()
        self.loop.close()
