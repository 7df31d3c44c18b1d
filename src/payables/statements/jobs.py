"""The reading of statements that came as PDF, each in a child process with limits, outside of any transaction."""

from typing import Any
from uuid import UUID

import structlog

from payables.extraction.errors import Unreadable
from payables.extraction.limits import MB, Limits
from payables.extraction.reader import Reader
from payables.platform.db import Actor, Database
from payables.platform.errors import FileMissing
from payables.platform.files import FileStore
from payables.statements import queries
from payables.statements.actions.record_table import record_failure, record_table

log = structlog.get_logger("statements")

# No OCR: a statement of a hundred pages of text is read in a few seconds.
LIMITS = Limits(memory=512 * MB, cpu_seconds=20, wall_seconds=60.0)
# Where the sentence for invoices would not do.
SENTENCES = {
    "too_many_pages": "The file has more pages than a statement may have here. Send it in parts, by date, or as CSV.",
    "empty_file": "The file is empty. Ask the vendor for the statement again and send the new file.",
}
MISSING = ("file_missing", "The file is no longer in the storage: tell your operator, and send it again.")


class StatementDesk:
    """Reads the tables of statements. A job that is run again finds the statement read, and does nothing."""

    def __init__(self, database: Database, files: FileStore, reader: Reader) -> None:
        self.database = database
        self.files = files
        self.reader = reader

    async def read(self, payload: dict[str, Any]) -> None:
        """Storage that is away raises, and the job is tried again later."""
        account_id, statement = UUID(payload["account_id"]), UUID(payload["statement_id"])
        async with self.database.transaction(account_id) as tx:
            unread = await queries.unread(tx, statement)
        if unread is None:
            return
        actor = Actor(unread.created_by)
        try:
            table = await self.reader.read_statement_table(await self.files.get(unread.sha256), "statement.pdf", LIMITS)
        except (Unreadable, FileMissing) as error:
            code, message = _told(error)
            log.info("statement not read", statement_id=str(statement), account_id=str(account_id), error=code)
            async with self.database.transaction(account_id, actor) as tx:
                await record_failure(tx, statement, code, message)
            return
        async with self.database.transaction(account_id, actor) as tx:
            await record_table(tx, statement, table)
        log.info("statement read", statement_id=str(statement), account_id=str(account_id), rows=len(table.rows))


def _told(error: Unreadable | FileMissing) -> tuple[str, str]:
    if isinstance(error, FileMissing):
        return MISSING
    return error.code, SENTENCES.get(error.code, error.message)
