"""The worker: reads uploaded files and does the chores, until SIGTERM or SIGINT."""

import asyncio
import signal

import structlog

from payables.app.desks import Desks
from payables.app.jobs import crons_of, lanes_of
from payables.app.runtime import Parts, open_parts
from payables.extraction.reader import Reader
from payables.learning.jobs import RankersInUse
from payables.platform import logs
from payables.platform.heartbeat import beat
from payables.platform.outside.fetch import Outside
from payables.platform.queue_worker import Worker
from payables.platform.settings import Settings, read_settings

log = structlog.get_logger("worker")


async def run_worker(parts: Parts, stop: asyncio.Event, outside: Outside | None = None) -> None:
    """Until `stop`: running readings are finished or given back, then it returns."""
    async with open_reader(parts.settings) as reader:
        await run_with(reader, parts, stop, outside)


def open_reader(settings: Settings) -> Reader:
    """One for a worker: uploads, statements and pages beside them."""
    return Reader(at_once=2 * settings.readers + 1)


async def run_with(reader: Reader, parts: Parts, stop: asyncio.Event, outside: Outside | None = None) -> None:
    """A worker with a reader that outlives it."""
    readers = parts.settings.readers
    rankers = RankersInUse(parts.database, reader)
    desks = Desks.of(parts, reader, outside)
    worker = Worker(parts.database, lanes_of(desks, readers), crons_of(desks))
    log.info("worker started", readers=readers)
    async with asyncio.TaskGroup() as group:
        beside = [group.create_task(work) for work in (beat(parts.database, stop), rankers.follow(stop))]
        await worker.run(stop)
        await asyncio.gather(*beside)
    log.info("worker stopped")


async def work(settings: Settings) -> None:
    """A whole worker process: opens what it stands on, and stops on signals."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with open_parts(settings) as parts:
        await run_worker(parts, stop)


def main() -> None:
    settings = read_settings()
    logs.configure(settings.log_level)
    asyncio.run(work(settings))


if __name__ == "__main__":
    main()
