"""What workers do for exports. Every job may run more than once; what is done already is left alone."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog

from payables.exports.actions.create_export import WRITE_FILE
from payables.exports.actions.doubt import doubt_if_late
from payables.exports.actions.finish_file import file_to_write, finish_file
from payables.exports.actions.render_file import render_file
from payables.exports.actions.settle_job import settle_job
from payables.exports.queries import jobs
from payables.invoices.events import EXPORT_CLAIM_SETTLED
from payables.platform.db import Database
from payables.platform.files import FileStore

log = structlog.get_logger("exports")

# A file that is not there after so long: its worker has died, or the storage was out of reach.
WRITTEN_WITHIN = timedelta(minutes=1)
TRIES = 3


class ExportDesk:
    """Where this process writes export files and looks after their jobs."""

    def __init__(self, database: Database, files: FileStore) -> None:
        self.database = database
        self.files = files

    @property
    def jobs(self) -> dict[str, Callable[[dict[str, Any]], Awaitable[None]]]:
        """By the names that they are ordered by."""
        return {WRITE_FILE: self.write_file, EXPORT_CLAIM_SETTLED: self.settle}

    async def write_file(self, payload: dict[str, Any]) -> None:
        await self._write(UUID(payload["account_id"]), UUID(payload["job"]))

    async def settle(self, payload: dict[str, Any]) -> None:
        async with self.database.transaction(UUID(payload["account_id"])) as tx:
            await settle_job(tx, UUID(payload["job"]))

    async def look_after(self) -> None:
        """What has waited too long: files that were not written, and answers that did not come."""
        now = self.database.clock.now()
        async with self.database.operator() as connection:
            unwritten = await jobs.unwritten(connection, now - WRITTEN_WITHIN)
            unanswered = await jobs.unanswered(connection, now)
        await self._each(unwritten, self._write)
        await self._each(unanswered, self._doubt)

    async def _write(self, account_id: UUID, job_id: UUID) -> None:
        """What changes while it is written is written again; whatever keeps changing is left to the next look."""
        for _ in range(TRIES):
            async with self.database.transaction(account_id) as tx:
                wanted = await file_to_write(tx, job_id)
            if wanted is None:
                return
            rendered = await render_file(self.files, *wanted)
            async with self.database.transaction(account_id) as tx:
                if await finish_file(tx, job_id, rendered):
                    return
        log.warning("export file put off", account_id=str(account_id), job=str(job_id))

    async def _doubt(self, account_id: UUID, job_id: UUID) -> None:
        async with self.database.transaction(account_id) as tx:
            await doubt_if_late(tx, job_id)

    async def _each(self, found: Iterable[tuple[UUID, UUID]], do: Callable[[UUID, UUID], Awaitable[None]]) -> None:
        """One that fails does not keep the others waiting: it is tried again at the next look."""
        for account_id, job_id in found:
            try:
                await do(account_id, job_id)
            except Exception:
                log.exception("export job not looked after", account_id=str(account_id), job=str(job_id))
