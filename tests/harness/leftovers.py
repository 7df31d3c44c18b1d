"""What a test leaves undone is dropped: else the worker of a later test begins with the jobs and files of all before it."""

import asyncpg

# Pieces that accounts take turns with stay, for lists of a shared account, and are never taken.
DROP = """
WITH jobs AS (DELETE FROM pgqueuer),
files AS (
  UPDATE uploads SET status = 'queued', leased_until = NULL, put_off_until = '9999-01-01'
   WHERE status = 'processing' OR (status = 'queued' AND put_off_until IS DISTINCT FROM '9999-01-01')
),
tasks AS (
  UPDATE batch_tasks SET status = 'waiting', leased_until = NULL, put_off_until = '9999-01-01'
   WHERE status = 'running' OR (status = 'waiting' AND put_off_until IS DISTINCT FROM '9999-01-01')
)
UPDATE image_fetches SET status = 'waiting', leased_until = NULL, put_off_until = '9999-01-01'
 WHERE status = 'running' OR (status = 'waiting' AND put_off_until IS DISTINCT FROM '9999-01-01')
"""


class Leftovers:
    """Belongs to the event loop of the server. Its connection sees all accounts."""

    def __init__(self, superuser_dsn: str) -> None:
        self._dsn = superuser_dsn
        self._connection: asyncpg.Connection | None = None

    async def drop(self) -> None:
        """No worker may be running."""
        if self._connection is None or self._connection.is_closed():
            self._connection = await asyncpg.connect(self._dsn)
        await self._connection.execute(DROP)

    async def close(self) -> None:
        if self._connection is not None:
            await self._connection.close()
