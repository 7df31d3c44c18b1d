"""Read a file again that could not be read."""

from uuid import UUID

from payables.audit.actions.record import record
from payables.capture.actions.arrange import read_again
from payables.capture.errors import NotFailed, SentAgain
from payables.capture.model import UploadStatus
from payables.capture.queries import uploads as queries
from payables.capture.store import uploads as store
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def retry_upload(tx: Transaction, caller: Caller, id: UUID) -> None:
    """By the plan that it failed with. Raises NotFound, NotFailed, SentAgain."""
    (upload,) = await queries.load_for_update(tx, caller, [id])
    if upload.status is not UploadStatus.FAILED:
        raise NotFailed(status=upload.status)
    holder = await store.claim_content(tx, upload.company_id, upload.sha256, id)
    if holder not in (None, id):
        raise SentAgain(other=await queries.named(tx, caller, holder))
    await read_again(tx, upload, upload.plan)
    record(tx, "upload.retried", "upload", id, after={"plan": upload.plan})
