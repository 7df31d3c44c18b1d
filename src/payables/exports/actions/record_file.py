"""Give a job its file, if that is still what the job's invoices are. Nothing slow happens here."""

from dataclasses import replace

from payables.audit.actions.record import record
from payables.exports import store
from payables.exports.actions.render_file import Rendered
from payables.exports.model import Format, Job
from payables.exports.queries.documents import documents_of
from payables.invoices.actions.settle_export import settle_export
from payables.platform.db import Transaction

MEDIA_TYPES = {
    Format.CSV: "text/csv",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.IIF: "application/x-iif",
}


async def record_file(tx: Transaction, job: Job, rendered: Rendered) -> Job | None:
    """The job as it is now; what could not stand in the file is the job's no more and can be exported otherwise. None, and
    nothing is done, where the job has other invoices, or they are not as they were written. The job is created, locked,
    and without a file."""
    _, documents = await documents_of(tx, job)
    if documents != rendered.documents:
        return None
    await settle_export(tx, job.id, rendered.refused)
    if rendered.sha256 is None or job.format is None:
        return job
    await store.insert_file(tx, rendered.sha256, rendered.size, MEDIA_TYPES[job.format])
    name = f"export-{job.created_at:%Y%m%d-%H%M%S}-{job.id.hex[-6:]}.{job.format}"
    written = replace(job, file_sha256=rendered.sha256, file_name=name, file_size=rendered.size)
    await store.update_job(tx, written)
    after = {"sha256": rendered.sha256.hex(), "size": rendered.size, "filename": name}
    record(tx, "export.file_written", "export_job", job.id, after=after)
    return written
