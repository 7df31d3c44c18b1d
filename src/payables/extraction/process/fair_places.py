"""Places for work that people wait for: few at a time, taken in turn by those who ask, so that nobody's crowd is before another."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager


class NoPlace(Exception):
    """More ask than may wait: to be asked again in a moment."""


class FairPlaces:
    """`at_once` work, `most` work or wait. Where nobody else fits in, whoever asks for few goes before the last of whoever asks
    for most."""

    def __init__(self, at_once: int, most: int) -> None:
        self._at_once = at_once
        self._most_waiting = most - at_once
        self._working = 0
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @asynccontextmanager
    async def of(self, whose: str) -> AsyncGenerator[None]:
        """Raises NoPlace."""
        await self._enter(whose)
        try:
            yield
        finally:
            self._leave()

    async def _enter(self, whose: str) -> None:
        if self._working < self._at_once:
            self._working += 1
            return
        if sum(map(len, self._waiting.values())) >= self._most_waiting:
            self._make_room(whose)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(whose, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            self._give_up(whose, turn)
            raise

    def _make_room(self, whose: str) -> None:
        """Raises NoPlace."""
        most = max(self._waiting, key=lambda each: len(self._waiting[each]), default=whose)
        if most == whose or len(self._waiting[most]) <= len(self._waiting.get(whose, ())) + 1:
            raise NoPlace
        last = self._waiting[most].pop()
        if not last.done():  # one that has just gone away makes room too
            last.set_exception(NoPlace())

    def _give_up(self, whose: str, turn: "asyncio.Future[None]") -> None:
        """Whoever goes away as its turn comes passes it on."""
        if turn.done() and not turn.cancelled():
            if turn.exception() is None:
                self._leave()
            return
        waiting = self._waiting.get(whose)
        if waiting and turn in waiting:
            waiting.remove(turn)
            if not waiting:
                del self._waiting[whose]

    def _leave(self) -> None:
        """The next who waits comes in, of one after the other."""
        while self._waiting:
            whose, waiting = self._waiting.popitem(last=False)
            turn = waiting.popleft()
            if waiting:
                self._waiting[whose] = waiting
            if not turn.done():
                turn.set_result(None)
                return
        self._working -= 1
