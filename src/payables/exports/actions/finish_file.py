"""Write the file of a job that was too large to be written at once."""

from uuid import UUID

from payables.exports.actions.fail import give_up
from payables.exports.actions.write_file import write_file
from payables.exports.model import JobEvent, JobState
from payables.exports.queries import jobs
from payables.exports.queries.jobs import EVERYTHING
from payables.platform.db import Transaction
from payables.platform.files import FileStore

NOTHING = "None of its invoices can stand in the file: see each one's reason."


async def finish_file(tx: Transaction, files: FileStore, job_id: UUID) -> None:
    """Nothing where it is written already, or cancelled meanwhile. Raises StorageUnavailable."""
    job = await jobs.load_for_update(tx, EVERYTHING, job_id)
    if job.state is not JobState.CREATED or job.file_sha256 is not None:
        return
    written, _ = await write_file(tx, files, job)
    if written.file_sha256 is None:
        await give_up(tx, written, JobEvent.FAIL, "nothing_to_export", NOTHING)
