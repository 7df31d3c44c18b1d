"""Take a file out of the lists: one that failed, or that nobody wants."""

from uuid import UUID

from payables.audit.actions.record import record
from payables.capture import queries, store
from payables.capture.actions.put_away import put_away
from payables.capture.errors import HasMergedFiles, StandsForAnother
from payables.capture.model import UploadStatus
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def delete_upload(tx: Transaction, caller: Caller, id: UUID) -> None:
    """Its invoices are archived, its bytes and its trail are kept, and the same bytes may be sent again. Raises NotFound,
    StandsForAnother, HasMergedFiles, InvoiceInUse."""
    (upload,) = await queries.load_for_update(tx, caller, [id])
    if upload.merged_into:
        raise StandsForAnother(other=upload.merged_into)
    plan = await queries.plan_of(tx, id, upload.plan)
    if plan and len(plan.files) > 1:
        raise HasMergedFiles
    archived: list[UUID] = []
    if upload.status is UploadStatus.PROCESSED and not upload.duplicate_of:
        archived = await put_away(tx, caller, [id], "Its file was deleted.")
    await store.mark_deleted(tx, id)
    await store.release_content(tx, id)
    told = {"status": upload.status, "filename": upload.filename}
    record(tx, "upload.deleted", "upload", id, before=told, after={"archived": [str(each) for each in archived]})
