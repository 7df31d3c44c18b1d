"""Learning at night, and the rankers that this process reads by."""

import asyncio
from collections.abc import Collection
from typing import Any
from uuid import UUID

import structlog

from payables.extraction.ranking.in_use import Version, parsed_for
from payables.extraction.reader import Reader
from payables.extraction.training.nightly import LearningEnded
from payables.learning.actions.learn_rankers import learn_rankers
from payables.learning.model.rankers import NightRecord
from payables.learning.queries import rankers
from payables.platform.db import Database
from payables.platform.errors import StorageUnavailable
from payables.platform.files import FileStore
from payables.platform.queue import fill_up

log = structlog.get_logger("learning")

LEARN = "learning.learn_rankers"
LOOK_SECONDS = 20.0


class LearningDesk:
    """Where rankers are learned. `at_night` False leaves it to people (`payables learning train`)."""

    def __init__(
        self, database: Database, files: FileStore, *, at_night: bool, without: Collection[UUID] = frozenset()
    ) -> None:
        self.database = database
        self.files = files
        self.at_night = at_night
        self.without = without

    async def order(self) -> None:
        """One night's work for the whole installation; none where one waits or is being done."""
        if self.at_night:
            async with self.database.operator() as connection:
                await fill_up(connection, LEARN, 1)

    async def learn(self, _: dict[str, Any]) -> None:
        """A night that ends without an answer is not tried again before the next."""
        try:
            record = await self.learn_now()
        except (LearningEnded, StorageUnavailable) as error:
            log.error("rankers not learned", error=str(error))
            return
        log.info("rankers learned", papers=record.papers, ms=round(record.seconds * 1000), outcome=_told(record))

    async def learn_now(self) -> NightRecord:
        """With a reader of its own, one paper at a time, after all others of the machine. Raises LearningEnded,
        StorageUnavailable."""
        async with Reader(at_once=1, polite=True) as reader:
            return await learn_rankers(self.database, self.files, reader, self.without)


class RankersInUse:
    """Keeps a reader at the rankers in use, whoever changed them: texts come from the database."""

    def __init__(self, database: Database, reader: Reader) -> None:
        self.database = database
        self.reader = reader
        self._known: dict[str, int] = {}

    async def follow(self, stop: asyncio.Event) -> None:
        """Until `stop`. A database that does not answer is asked again."""
        while not stop.is_set():
            try:
                await self.look()
            except Exception as error:
                log.warning("rankers not looked at", error=type(error).__name__)
            try:
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)
            except TimeoutError:
                continue

    async def look(self) -> None:
        """What this program cannot use is left out: the program's own ranker reads that field."""
        async with self.database.operator() as connection:
            numbers = await rankers.numbers_in_use(connection)
            if numbers == self._known:
                return
            versions = await rankers.versions_in_use(connection)
        usable = {name: version for name, version in versions.items() if _is_usable(name, version)}
        self.reader.use_rankers(usable)
        self._known = {name: version.number for name, version in versions.items()}
        log.info("rankers in use", outcome=", ".join(f"{name} {version.number}" for name, version in usable.items()))


def _is_usable(name: str, version: Version) -> bool:
    try:
        parsed_for(name, version.text)
    except ValueError as error:
        log.warning("ranker not usable", field=name, version=version.number, error=str(error)[:200])
        return False
    return True


def _told(record: NightRecord) -> str:
    return record.why_not or ", ".join(f"{name} {verdict}" for name, verdict in sorted(record.fields.items()))
