"""Runs jobs from PgQueuer's table until it is told to stop, in lanes that do not wait for each other.

A job of a killed process is taken over when its heartbeat is silent for `SILENCE`. NOTIFY makes a job start at once;
without it, polling finds the job within `POLL`.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import msgspec
import structlog
from pgqueuer.adapters.drivers.asyncpg import AsyncpgPoolDriver
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment, QueryQueueBuilder, QuerySchedulerBuilder
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.executors import DatabaseRetryEntrypointExecutor
from pgqueuer.core.qm import QueueManager
from pgqueuer.core.sm import SchedulerManager
from pgqueuer.domain.models import Job as QueuedJob
from pgqueuer.domain.models import Schedule

from payables.platform.db import UNREACHABLE, Database
from payables.platform.queue import TABLES

log = structlog.get_logger("queue")

POLL = timedelta(seconds=1)
SILENCE = timedelta(seconds=5)
RECONNECT_SECONDS = 1.0

Job = Callable[[dict[str, Any]], Awaitable[None]]
Chore = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Lane:
    """Jobs by name, of which this process runs at most `at_once` at the same time."""

    jobs: Mapping[str, Job]
    at_once: int


@dataclass(frozen=True)
class Cron:
    """A chore that one of all workers does at its time; the expression has five fields, or six with seconds last."""

    name: str
    expression: str
    chore: Chore


class Worker:
    """Give it what to run, then `run` until `stop` is set."""

    def __init__(self, database: Database, lanes: list[Lane], crons: list[Cron], *, finish_seconds: float = 20) -> None:
        self.database = database
        self.lanes = lanes
        self.crons = crons
        self.finish_seconds = finish_seconds

    async def run(self, stop: asyncio.Event) -> None:
        """Running jobs may end within `finish_seconds` after the stop; others are cancelled and give back their work.

        A database that goes away is waited for.
        """
        while not stop.is_set():
            try:
                await self._run_connected(stop)
            except UNREACHABLE as error:
                log.warning("queue unreachable", error=type(error).__name__)
                await _sleep_or(stop, RECONNECT_SECONDS)

    async def _run_connected(self, stop: asyncio.Event) -> None:
        async with AsyncExitStack() as stack:
            pool = await stack.enter_async_context(self.database.plain_pool(len(self.lanes) + 3))
            queries = _queries(AsyncpgPoolDriver(pool))
            queues = [_queue(queries, lane) for lane in self.lanes]
            scheduler = _scheduler(queries, self.crons)
            runs = [asyncio.create_task(_process(queue, lane)) for queue, lane in zip(queues, self.lanes, strict=True)]
            runs.append(asyncio.create_task(scheduler.run()))
            await self._until_stopped(stop, runs, [scheduler.shutdown, *(queue.shutdown for queue in queues)])

    async def _until_stopped(
        self, stop: asyncio.Event, runs: list[asyncio.Task[None]], ends: list[asyncio.Event]
    ) -> None:
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({stopping, *runs}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            for end in ends:
                end.set()
            await _finish(runs, self.finish_seconds)
        for run in runs:
            if not run.cancelled() and (error := run.exception()):
                raise error


def _queries(driver: AsyncpgPoolDriver) -> Queries:
    return Queries(driver, QueryBuilderEnvironment(TABLES), QueryQueueBuilder(TABLES), QuerySchedulerBuilder(TABLES))


def _queue(queries: Queries, lane: Lane) -> QueueManager:
    queue = QueueManager(queries, TABLES.channel)
    places = asyncio.Semaphore(lane.at_once)
    for name, job in lane.jobs.items():
        register = queue.entrypoint(
            name, on_failure="hold", accepts_context=False, executor_factory=DatabaseRetryEntrypointExecutor
        )
        register(partial(_in_place, places, name, job))
    return queue


async def _in_place(places: asyncio.Semaphore, name: str, job: Job, queued: QueuedJob) -> None:
    """PgQueuer takes at least two jobs at a time: in a lane of one the second waits here for its turn."""
    async with places:
        try:
            await job(msgspec.json.decode(queued.payload or b"{}"))
        except UNREACHABLE as error:
            log.warning("job put off", job=name, attempt=queued.attempts, error=type(error).__name__)
            raise
        except Exception:
            log.exception("job failed", job=name, attempt=queued.attempts)
            raise


async def _process(queue: QueueManager, lane: Lane) -> None:
    """One job per look into the queue, so that idle workers find what busy ones cannot begin."""
    await queue.run(
        dequeue_timeout=POLL,
        batch_size=1,
        max_concurrent_tasks=max(2, lane.at_once),
        heartbeat_timeout=SILENCE,
        log_aggregation_interval=timedelta(),
    )


def _scheduler(queries: Queries, crons: list[Cron]) -> SchedulerManager:
    scheduler = SchedulerManager(queries)
    for cron in crons:
        register = scheduler.schedule(cron.name, cron.expression, accepts_context=False)
        register(partial(_do, cron))
    return scheduler


async def _do(cron: Cron, _: Schedule) -> None:
    try:
        await cron.chore()
    except UNREACHABLE as error:
        log.warning("chore put off", job=cron.name, error=type(error).__name__)
    except Exception:
        log.exception("chore failed", job=cron.name)


async def _finish(runs: list[asyncio.Task[None]], seconds: float) -> None:
    _, late = await asyncio.wait(runs, timeout=seconds)
    for run in late:
        run.cancel()
    await asyncio.gather(*runs, return_exceptions=True)


async def _sleep_or(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
