"""Nobody knows whether a job has arrived: its invoices stay where they are until a person finds out."""

from uuid import UUID

from payables.exports.actions.move_job import move_job
from payables.exports.model import Job, JobEvent, JobState
from payables.exports.queries import jobs
from payables.exports.queries.jobs import EVERYTHING
from payables.platform.caller import Caller
from payables.platform.db import Transaction

TOO_LATE = "No answer came in time."


async def doubt(tx: Transaction, caller: Caller, job_id: str, reason: str) -> Job:
    """Raises NotFound, IllegalExportStep."""
    job = await jobs.load_for_update(tx, caller.scope, job_id)
    return await move_job(tx, job, JobEvent.DOUBT, message=reason)


async def doubt_if_late(tx: Transaction, job_id: UUID) -> None:
    """Looked at again under its lock: the answer may have come meanwhile."""
    job = await jobs.load_for_update(tx, EVERYTHING, job_id)
    if job.state is JobState.SENT and job.answer_due_at is not None and job.answer_due_at <= tx.now:
        await move_job(tx, job, JobEvent.DOUBT, message=TOO_LATE)
