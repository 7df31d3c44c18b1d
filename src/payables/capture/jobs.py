"""The reading of files. A job is only a wake-up: whoever gets it reads the file whose account is next in turn.

A file is leased while it is read, outside of any transaction. A worker that dies stops renewing, and the file is taken
again; after `MOST_ATTEMPTS` deaths it is recorded as failed, so that it stops nobody. What is no fault of the file (storage
or database out of reach, two files in each other's way) puts it off for a while and does not count.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from time import perf_counter
from typing import Any

import structlog

from payables.capture.actions.hand_over import hand_over
from payables.capture.actions.record_failure import record_failure
from payables.capture.actions.record_reading import record_reading
from payables.capture.model import JOB_NAMES, Failure, Lane, Taken
from payables.capture.queries import plans as queries
from payables.capture.rules.clean_reading import clean_reading
from payables.capture.rules.lane import LIMITS, wants_ocr
from payables.capture.store import turns as store
from payables.extraction.arrangement import ArrangedFile, Arrangement
from payables.extraction.errors import REASONS, Unreadable
from payables.extraction.model import Reading
from payables.extraction.reader import Reader
from payables.platform.db import RETRYABLE, UNREACHABLE, Actor, Database
from payables.platform.errors import FileMissing, StorageUnavailable
from payables.platform.files import FileStore
from payables.platform.queue import fill_up

log = structlog.get_logger("capture")

LEASE = timedelta(seconds=5)
RENEW_SECONDS = 1.0
LOOKS = 50
LOOK_SECONDS = 0.02
MOST_ATTEMPTS = 3
SHORTEST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=5)

CRASHED = Failure("crashed", REASONS["crashed"])
FILE_MISSING = Failure(
    "file_missing", "The stored file is missing on our side. Upload it again, and tell your operator."
)
NOT_ENTERED = Failure(
    "internal_error", "The file was read, but an error on our side kept it from being entered. Tell your operator."
)


class ReadingDesk:
    """Where this process reads files."""

    def __init__(self, database: Database, files: FileStore, reader: Reader) -> None:
        self.database = database
        self.files = files
        self.reader = reader

    async def read_light(self, _: dict[str, Any]) -> None:
        await self._read_next(Lane.LIGHT)

    async def read_heavy(self, _: dict[str, Any]) -> None:
        await self._read_next(Lane.HEAVY)

    async def wake(self) -> None:
        """As many jobs as there are files to read: heals whatever a crash left behind, and ends the pauses that are over."""
        async with self.database.operator() as connection:
            await store.bring_back(connection, self.database.clock.now())
            for lane, unfinished in (await store.unfinished_by_lane(connection)).items():
                if missing := await fill_up(connection, JOB_NAMES[lane], unfinished):
                    log.info("jobs filled up", job=JOB_NAMES[lane], count=missing)

    async def _read_next(self, lane: Lane) -> None:
        if taken := await self._take(lane):
            async with self._leased(taken):
                await self._finish_or_return(taken)

    async def _take(self, lane: Lane) -> Taken | None:
        """The next file. A colleague may hold the account's turn for the instant of taking: then this job looks again,
        since it would be spent and its file would wait for the next `wake`."""
        for _ in range(LOOKS):
            async with self.database.operator() as connection:
                taken = await store.take(connection, lane, self.database.clock.now(), LEASE)
                if taken or not await store.is_waiting(connection, lane):
                    return taken
            await asyncio.sleep(LOOK_SECONDS)
        return None

    async def _finish_or_return(self, taken: Taken) -> None:
        started = perf_counter()
        try:
            outcome = await self._outcome(taken)
            await self._record(taken, outcome)
        except asyncio.CancelledError:
            await asyncio.shield(self._hand_over(taken, taken.lane))
            raise
        except (StorageUnavailable, *UNREACHABLE, *RETRYABLE) as error:
            log.warning("reading put off", upload_id=str(taken.id), error=type(error).__name__)
            await self._put_off(taken, forget_attempt=True)
            return
        except Exception:
            log.exception("reading not recorded", upload_id=str(taken.id), attempt=taken.attempt)
            await self._try_again_or_fail(taken)
            return
        self._log(taken, outcome, perf_counter() - started)

    async def _try_again_or_fail(self, taken: Taken) -> None:
        """After an error of our own: later it may do, but a file that never does has to end somewhere."""
        if taken.attempt < MOST_ATTEMPTS:
            await self._put_off(taken, forget_attempt=False)
        else:
            await self._record(taken, NOT_ENTERED)

    async def _put_off(self, taken: Taken, *, forget_attempt: bool) -> None:
        async with self.database.transaction(taken.account_id) as tx:
            await store.put_off(tx, taken, SHORTEST_PAUSE, LONGEST_PAUSE, forget_attempt=forget_attempt)

    async def _outcome(self, taken: Taken) -> Reading | Failure:
        if taken.attempt > MOST_ATTEMPTS:
            return CRASHED
        try:
            return clean_reading(await self._read(taken))
        except Unreadable as refusal:
            if refusal.code == "crashed":
                _log_crash(taken, refusal)
            return Failure(refusal.code, refusal.message)
        except FileMissing:
            return FILE_MISSING

    async def _read(self, taken: Taken) -> Reading:
        """As the pages say, or as people have arranged them. Raises Unreadable, FileMissing."""
        limits = LIMITS[taken.lane]
        if taken.plan == 0:
            return await self.reader.read(
                await self.files.get(taken.sha256), taken.filename, limits, whose=str(taken.account_id)
            )
        async with self.database.transaction(taken.account_id) as tx:
            plan = await queries.plan_of(tx, taken.id, taken.plan)
        assert plan is not None
        files = [ArrangedFile(file.filename, await self.files.get(file.sha256)) for file in plan.files]
        return await self.reader.read_arranged(Arrangement(files, plan.parts), limits, whose=str(taken.account_id))

    async def _record(self, taken: Taken, outcome: Reading | Failure) -> None:
        if wants_ocr(taken.lane, outcome):
            await self._hand_over(taken, Lane.HEAVY)
            return
        async with self.database.transaction(taken.account_id, Actor(taken.user_id)) as tx:
            if isinstance(outcome, Failure):
                await record_failure(tx, taken, outcome)
            else:
                await record_reading(tx, taken, outcome)

    async def _hand_over(self, taken: Taken, lane: Lane) -> None:
        async with self.database.transaction(taken.account_id) as tx:
            await hand_over(tx, taken, lane)

    @asynccontextmanager
    async def _leased(self, taken: Taken) -> AsyncGenerator[None]:
        renewing = asyncio.create_task(self._renew(taken))
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)

    async def _renew(self, taken: Taken) -> None:
        """Until it is cancelled. A database that does not answer is asked again: the lease may hold out."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            try:
                async with self.database.transaction(taken.account_id) as tx:
                    await store.renew(tx, taken, tx.now + LEASE)
            except Exception as error:
                log.warning("lease not renewed", upload_id=str(taken.id), error=type(error).__name__)

    def _log(self, taken: Taken, outcome: Reading | Failure, seconds: float) -> None:
        waited = (self.database.clock.now() - taken.created_at).total_seconds() - seconds
        found = (
            {"error": outcome.code}
            if isinstance(outcome, Failure)
            else {"pages": outcome.pages, "method": outcome.method}
        )
        log.info(
            "document read",
            upload_id=str(taken.id),
            account_id=str(taken.account_id),
            lane=taken.lane,
            media_type=taken.media_type,
            bytes=taken.size,
            attempt=taken.attempt,
            ms=round(seconds * 1000),
            waited_ms=round(waited * 1000),
            **found,
        )


def _log_crash(taken: Taken, refusal: Unreadable) -> None:
    """An error of our own in the child, or its death: what an engineer needs to find it."""
    log.error(
        "reading crashed",
        upload_id=str(taken.id),
        account_id=str(taken.account_id),
        sha256=taken.sha256.hex(),
        error=refusal.detail,
        places=list(refusal.places),
    )
