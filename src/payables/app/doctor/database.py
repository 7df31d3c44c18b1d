"""The database: reachable, new enough, of this environment and version, and its jobs looked after."""

import asyncio
from datetime import timedelta
from typing import Any

import asyncpg

from payables.app.doctor.finding import Finding, note, ok, wrong
from payables.app.migrate import DatabaseNotReady, check_ready
from payables.app.runtime import open_database
from payables.platform.clock import SystemClock
from payables.platform.db import UNREACHABLE, connect
from payables.platform.heartbeat import living_workers
from payables.platform.postgres.errors import DatabaseUnavailable
from payables.platform.postgres.folders import Folders
from payables.platform.settings import Settings

LEAST_VERSION = 150000
SECONDS_TO_CONNECT = 20
NOT_USABLE = (
    *UNREACHABLE,
    DatabaseUnavailable,
    ValueError,
    asyncpg.PostgresError,
)  # an address or a sign-in that is wrong
PATIENCE = timedelta(seconds=60)

WAITING = """
-- jobs that could run and do not; the table is PgQueuer's
SELECT count(*) AS waiting, now() - min(greatest(created, execute_after)) AS oldest
  FROM pgqueuer WHERE status = 'queued' AND execute_after <= now()
"""


async def database(settings: Settings) -> list[Finding]:
    """An embedded database that was never made is not made now."""
    if not settings.database_url and not Folders(settings.data_dir).data.exists():
        return [note("database", "The embedded database is made by the first `payables serve`.")]
    try:
        async with asyncio.timeout(SECONDS_TO_CONNECT), open_database(settings) as dsns:
            connection = await connect(dsns.app)
            try:
                return await look(connection, settings)
            finally:
                await connection.close()
    except NOT_USABLE as error:
        said = str(error) or f"no answer within {SECONDS_TO_CONNECT} seconds"
        return [wrong("database", f"{type(error).__name__}: {said}", "Check DATABASE_URL and that the server runs.")]


async def look(connection: Any, settings: Settings) -> list[Finding]:
    """At a database that answers."""
    number = int(await connection.fetchval("SHOW server_version_num"))
    if number < LEAST_VERSION:
        return [wrong("database", f"PostgreSQL {number // 10000} is too old.", "Payables needs 15 or newer.")]
    try:
        await check_ready(connection, settings.env)
    except DatabaseNotReady as error:
        return [wrong("database", str(error))]
    reached = ok("database", f"PostgreSQL {number // 10000}, {settings.env}, this program's version")
    return [reached, await _worker(connection)]


async def _worker(connection: Any) -> Finding:
    row = await connection.fetchrow(WAITING)
    workers = await living_workers(connection, SystemClock().now())
    return judge_worker(workers, row["waiting"], row["oldest"] or timedelta())


def judge_worker(workers: list[str], waiting: int, oldest: timedelta) -> Finding:
    """`oldest` is how long the first of the waiting jobs has been able to run."""
    alive = f"{len(workers)} running ({', '.join(workers)})" if workers else "none is running"
    queue = f"{waiting} jobs waiting, the first for {int(oldest.total_seconds())} s" if waiting else "no job waiting"
    found = f"{alive}; {queue}"
    if workers:
        return ok("worker", found) if oldest < PATIENCE else note("worker", found, "Start more, or look at their logs.")
    advice = "Start `payables worker`, or `payables serve --with-worker`."
    return wrong("worker", found, advice) if waiting else note("worker", found, advice)
