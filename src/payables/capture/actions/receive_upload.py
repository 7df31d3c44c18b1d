"""Take in a file: stored, recorded and queued, or recorded as a duplicate (design: rulings on upload)."""

from uuid import UUID

from payables.accounts import queries as accounts
from payables.audit.actions.record import record
from payables.capture.model import JOB_NAMES, Incoming, UploadStatus
from payables.capture.rules.lane import first_lane
from payables.capture.store import uploads as store
from payables.kit.errors import NotFound
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.files import FileStore
from payables.platform.queue import enqueue


async def receive_upload(tx: Transaction, files: FileStore, caller: Caller, incoming: Incoming) -> UUID:
    """The new upload's id. Raises NotFound and OutOfScope for the location.

    The bytes are stored before the commit: a request that fails leaves at most a file that nobody knows of.
    Of the same bytes in the same company only the first upload is read, however many arrive at once.
    """
    location = await accounts.location(tx, caller, incoming.location_id)
    if not location.active:
        raise NotFound(what="active location")
    sha256 = await files.put(incoming.data)
    id, lane = tx.new_id(), first_lane(incoming.kind)
    await store.insert_upload(tx, id, location.company_id, incoming, sha256, lane)
    original = await store.claim_content(tx, location.company_id, sha256, id)
    if original:
        await store.mark_duplicate(tx, id, original)
    else:
        enqueue(tx, JOB_NAMES[lane], {})
    _record(tx, id, incoming, original)
    return id


def _record(tx: Transaction, id: UUID, incoming: Incoming, original: UUID | None) -> None:
    after = {
        "location_id": incoming.location_id,
        "filename": incoming.filename,
        "size": len(incoming.data),
        "status": UploadStatus.DUPLICATE if original else UploadStatus.QUEUED,
        "duplicate_of": original and str(original),
    }
    record(tx, "upload.received", "upload", id, after=after)
