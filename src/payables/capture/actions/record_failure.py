"""A file could not be read: record why, and let the same bytes be sent again."""

from payables.audit.actions.record import record
from payables.capture.model import Failure, Taken, UploadStatus
from payables.capture.store import turns, uploads
from payables.platform.db import Transaction


async def record_failure(tx: Transaction, taken: Taken, failure: Failure) -> bool:
    """False when somebody else has recorded an outcome of this file, and nothing was changed."""
    if not await turns.finish(tx, taken, UploadStatus.FAILED, code=failure.code, message=failure.message):
        return False
    await uploads.release_content(tx, taken.id)
    record(tx, "upload.failed", "upload", taken.id, after={"code": failure.code})
    return True
