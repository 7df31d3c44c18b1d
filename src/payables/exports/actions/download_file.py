"""Give a job's file to whoever brings it to the ERP: from then on it counts as sent."""

from payables.audit.actions.record import record
from payables.exports.actions.move_job import move_job
from payables.exports.errors import FileNotWritten, IllegalExportStep, NoFile
from payables.exports.model import Job, JobEvent, JobState
from payables.exports.queries import jobs
from payables.exports.rules.still_its_own import check_still_its_own
from payables.invoices.queries import exports
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.files import FileStore


async def download_file(tx: Transaction, caller: Caller, files: FileStore, job_id: str) -> tuple[Job, bytes]:
    """The same bytes every time; every download is in the trail. The file of a failed job is not given out any more,
    since its invoices may be in another one; nor is one with an invoice that the job does not speak for any more.

    Raises NotFound, NoFile, FileNotWritten, FileOutdated, IllegalExportStep, FileMissing, StorageUnavailable.
    """
    data = await files.get(_file_of(await jobs.load(tx, caller.scope, job_id)))  # it may be slow: before the lock
    job = await jobs.load_for_update(tx, caller.scope, job_id)
    digest = _file_of(job)
    check_still_its_own([(seen.invoice_id, seen.claim.outcome) for seen in await exports.claims(tx, job.id)])
    told = {"sha256": digest.hex()}
    if job.state is JobState.CREATED:
        return await move_job(tx, job, JobEvent.SEND, told=told), data
    record(tx, "export.downloaded_again", "export_job", job.id, after=told)
    return job, data


def _file_of(job: Job) -> bytes:
    """Written once, so it stays the same; whether it may be given out is asked again under the lock."""
    if job.state is JobState.FAILED:
        raise IllegalExportStep(state=job.state, event="download")
    if job.format is None:
        raise NoFile(channel=job.channel)
    if job.file_sha256 is None:
        raise FileNotWritten
    return job.file_sha256
