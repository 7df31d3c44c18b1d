"""Bring an upload back that was deleted."""

from uuid import UUID

from payables.audit import queries as audit
from payables.audit.actions.record import record
from payables.capture.actions.arrange import read_again
from payables.capture.actions.delete_upload import ORIGINAL_DELETED
from payables.capture.errors import SentAgain
from payables.capture.model import Upload, UploadStatus
from payables.capture.queries import uploads as queries
from payables.capture.store import uploads as store
from payables.invoices.actions.archive import Named
from payables.invoices.actions.restore import restore_many
from payables.invoices.errors import NotArchived
from payables.kit.errors import NotFound
from payables.platform.caller import Caller
from payables.platform.db import Transaction

UNREAD = frozenset({UploadStatus.QUEUED, UploadStatus.PROCESSING})


async def restore_upload(tx: Transaction, caller: Caller, id: UUID) -> None:
    """Into the lists, with the invoices that were archived with it; what was not read yet is read. Raises NotFound, SentAgain,
    and the refusals of restoring an invoice."""
    upload = await queries.load_deleted(tx, caller, id)
    was = await audit.taken_away(tx, "upload", id, "upload.deleted")
    if was is None:
        raise NotFound(what="deleted upload")
    status = UploadStatus(was["status"])
    archived = await _archived_with(tx, id)
    await store.put_back(tx, id)
    if status is UploadStatus.DUPLICATE:
        await _stand_for_original(tx, upload)
    elif status is not UploadStatus.FAILED:
        await _take_content(tx, caller, upload)
    if status in UNREAD:
        await read_again(tx, upload, upload.plan)
    await _bring_back(tx, caller, archived)
    record(tx, "upload.restored", "upload", id, after={"status": status, "restored": archived})


async def _archived_with(tx: Transaction, id: UUID) -> list[str]:
    """Ids of invoices, as the trail tells them."""
    last = (await audit.entries_of(tx, "upload", id))[-1]
    return (last.after or {}).get("archived", [])


async def _stand_for_original(tx: Transaction, upload: Upload) -> None:
    """Where that was deleted too, for the one that was sent since, or it can be tried again."""
    if upload.duplicate_of and await queries.is_there(tx, upload.duplicate_of):
        return
    holder = await store.holder_of(tx, upload.company_id, upload.sha256)
    if holder:
        await store.mark_duplicate(tx, upload.id, holder)
    else:
        await store.mark_failed(tx, upload.id, ORIGINAL_DELETED)


async def _take_content(tx: Transaction, caller: Caller, upload: Upload) -> None:
    """Raises SentAgain."""
    holder = await store.claim_content(tx, upload.company_id, upload.sha256, upload.id)
    if holder not in (None, upload.id):
        raise SentAgain(other=await queries.named(tx, caller, holder))
    code = ORIGINAL_DELETED.code
    for again in await store.stand_again(tx, upload.id, upload.company_id, upload.sha256, code):
        record(tx, "upload.duplicate", "upload", again, after={"duplicate_of": str(upload.id)})


async def _bring_back(tx: Transaction, caller: Caller, archived: list[str]) -> None:
    """Those that nobody has brought back since."""
    wanted = [Named(UUID(id), None, "Its file was brought back.") for id in archived]
    moved = await restore_many(tx, caller, wanted) if wanted else None
    for _, refusal in moved.failed if moved else []:
        if not isinstance(refusal, NotArchived):
            raise refusal
