"""A job has not reached the ERP, for certain: its invoices can be exported again."""

from payables.exports.actions.move_job import move_job
from payables.exports.model import Job, JobEvent
from payables.exports.queries import jobs
from payables.invoices.actions.settle_export import release_export
from payables.platform.caller import Caller
from payables.platform.db import Transaction

CANCELLED = "cancelled"


async def fail(tx: Transaction, caller: Caller, job_id: str, reason: str) -> Job:
    """Raises NotFound, IllegalExportStep."""
    job = await jobs.load_for_update(tx, caller.scope, job_id)
    return await give_up(tx, job, JobEvent.FAIL, "export_failed", reason)


async def cancel(tx: Transaction, caller: Caller, job_id: str, reason: str | None) -> Job:
    """Only what has not left yet. Raises NotFound, IllegalExportStep."""
    job = await jobs.load_for_update(tx, caller.scope, job_id)
    return await give_up(tx, job, JobEvent.CANCEL, CANCELLED, reason or "Cancelled before it was sent.")


async def give_up(tx: Transaction, job: Job, event: JobEvent, code: str, reason: str) -> Job:
    """Of a locked job: what it still has goes back. Raises IllegalExportStep."""
    failed = await move_job(tx, job, event, message=reason, failure_code=code)
    await release_export(tx, job.id, code, reason)
    return failed
