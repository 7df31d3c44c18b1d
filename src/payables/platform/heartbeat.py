"""Signs of life of the workers, for `payables doctor` and whoever watches the deployment."""

import asyncio
import os
import socket
from datetime import datetime, timedelta
from typing import Any

import structlog

from payables.platform.db import Database

log = structlog.get_logger("worker")

EVERY_SECONDS = 5.0
SILENT_AFTER = timedelta(seconds=20)
KEPT = timedelta(days=1)

BEAT = """
INSERT INTO worker_heartbeats (worker, seen_at) VALUES ($1, $2) ON CONFLICT (worker) DO UPDATE SET seen_at = $2
"""
STOPPED = "DELETE FROM worker_heartbeats WHERE worker = $1"
ALIVE = "SELECT worker, seen_at FROM worker_heartbeats WHERE seen_at > $1 ORDER BY worker"
FORGET = "DELETE FROM worker_heartbeats WHERE seen_at < $1"


async def beat(database: Database, stop: asyncio.Event) -> None:
    """Until `stop`; then this worker is gone from the list. A database that does not answer is asked again."""
    name = f"{socket.gethostname()}:{os.getpid()}"
    while not stop.is_set():
        await _write(database, BEAT, name, database.clock.now())
        try:
            await asyncio.wait_for(stop.wait(), EVERY_SECONDS)
        except TimeoutError:
            continue
    await _write(database, STOPPED, name)


async def living_workers(connection: Any, now: datetime) -> list[str]:
    """host:pid of the workers that were heard lately."""
    return [row["worker"] for row in await connection.fetch(ALIVE, now - SILENT_AFTER)]


async def forget(connection: Any, now: datetime) -> None:
    """Workers that died without a word."""
    await connection.execute(FORGET, now - KEPT)


async def _write(database: Database, sql: str, *args: object) -> None:
    try:
        await database.pool.execute(sql, *args)
    except Exception as error:
        log.warning("no heartbeat", error=type(error).__name__)
