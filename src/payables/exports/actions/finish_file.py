"""Write the file of a job that has none yet: look at its invoices, write, and record what was written.

Only the last step locks the job, and only for as long as that takes.
"""

from uuid import UUID

from payables.exports.actions.fail import give_up
from payables.exports.actions.record_file import record_file
from payables.exports.actions.render_file import Rendered
from payables.exports.model import Document, Job, JobEvent, JobState
from payables.exports.queries import jobs
from payables.exports.queries.documents import documents_of
from payables.exports.queries.jobs import EVERYTHING
from payables.platform.db import Transaction

NOTHING = "None of its invoices can stand in the file: see each one's reason."


async def file_to_write(tx: Transaction, job_id: UUID) -> tuple[Job, str, list[Document]] | None:
    """Job, currency of its company, and what the file is written from; nothing is locked. None where it is written already,
    or cancelled meanwhile."""
    job = await jobs.load(tx, EVERYTHING, job_id)
    if not _is_open(job):
        return None
    company, documents = await documents_of(tx, job)
    return job, company.currency, documents


async def finish_file(tx: Transaction, job_id: UUID, rendered: Rendered) -> bool:
    """False where the job's invoices are others than were written, and it has to be written again."""
    job = await jobs.load_for_update(tx, EVERYTHING, job_id)
    if not _is_open(job):
        return True
    written = await record_file(tx, job, rendered)
    if written is not None and written.file_sha256 is None:
        await give_up(tx, written, JobEvent.FAIL, "nothing_to_export", NOTHING)
    return written is not None


def _is_open(job: Job) -> bool:
    return job.state is JobState.CREATED and job.file_sha256 is None
