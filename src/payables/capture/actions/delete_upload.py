"""Take a file out of the lists: one that failed, or that nobody wants."""

from uuid import UUID

from payables.audit.actions.record import record
from payables.capture.actions.put_away import put_away
from payables.capture.errors import HasMergedFiles, StandsForAnother
from payables.capture.model import Failure, Upload, UploadStatus
from payables.capture.queries import plans, uploads
from payables.capture.store import uploads as store
from payables.platform.caller import Caller
from payables.platform.db import Transaction

ORIGINAL_DELETED = Failure(
    "original_deleted",
    "The same file was sent before, and that one was deleted: try this one again to have it read, or delete it too.",
)


async def delete_upload(tx: Transaction, caller: Caller, id: UUID) -> None:
    """Its invoices are archived, its bytes and its trail are kept, and the same bytes may be sent again. Raises NotFound,
    StandsForAnother, HasMergedFiles, InvoiceInUse."""
    (upload,) = await uploads.load_for_update(tx, caller, [id])
    if upload.merged_into:
        raise StandsForAnother(other=await uploads.named(tx, caller, upload.merged_into))
    plan = await plans.plan_of(tx, id, upload.plan)
    if plan and len(plan.files) > 1:
        raise HasMergedFiles
    archived: list[UUID] = []
    if upload.status is UploadStatus.PROCESSED and not upload.duplicate_of:
        archived = await put_away(tx, caller, [id], "Its file was deleted.")
    await store.mark_deleted(tx, id)
    await store.release_content(tx, id)
    await _release_duplicates(tx, upload)
    told = {"status": upload.status, "filename": upload.filename}
    record(tx, "upload.deleted", "upload", id, before=told, after={"archived": [str(each) for each in archived]})


async def _release_duplicates(tx: Transaction, upload: Upload) -> None:
    """What came twice would stand for a file that is gone: it stands for the one that was sent since, or can be tried again.
    Nobody has asked for it to be read, so it is not by itself."""
    holder = await store.holder_of(tx, upload.company_id, upload.sha256)
    if holder:
        await store.point_duplicates(tx, upload.id, holder)
        return
    for freed in await store.fail_duplicates(tx, upload.id, ORIGINAL_DELETED):
        record(tx, "upload.failed", "upload", freed, after={"code": ORIGINAL_DELETED.code})
