"""A job whose invoices were marked exported one by one has come to its end."""

from uuid import UUID

from payables.exports.actions.move_job import move_job
from payables.exports.model import TRANSITIONS, JobEvent
from payables.exports.queries import jobs
from payables.exports.queries.jobs import EVERYTHING
from payables.invoices.model import ClaimOutcome
from payables.invoices.queries import exports
from payables.platform.db import Transaction


async def settle_job(tx: Transaction, job_id: UUID) -> None:
    """Where nothing waits any more, and it is not at its end already."""
    job = await jobs.load_for_update(tx, EVERYTHING, job_id)
    counted = (await exports.counts(tx, [job.id]))[job.id]
    if not counted.get(ClaimOutcome.CLAIMED) and (job.state, JobEvent.SETTLE) in TRANSITIONS:
        await move_job(tx, job, JobEvent.SETTLE)
