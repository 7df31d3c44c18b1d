"""Have the pages of a file read as people want them: what came of it is put away, and the worker reads it again."""

from collections.abc import Sequence

from payables.capture.actions.put_away import put_away
from payables.capture.errors import HasNoPages, NotYetRead, StandsForAnother
from payables.capture.model import JOB_NAMES, MEDIA_TYPES, Upload, UploadStatus
from payables.capture.queries import uploads as queries
from payables.capture.rules.lane import first_lane
from payables.capture.store import plans, uploads
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.queue import enqueue

_KINDS = {media_type: kind for kind, media_type in MEDIA_TYPES.items()}


async def check_arrangeable(tx: Transaction, caller: Caller, upload: Upload) -> None:
    """Raises HasNoPages, StandsForAnother, NotYetRead."""
    if _KINDS[upload.media_type] == "xml":
        raise HasNoPages
    await check_stands_alone(tx, caller, upload)
    if upload.status is not UploadStatus.PROCESSED:
        raise NotYetRead(status=upload.status)


async def check_stands_alone(tx: Transaction, caller: Caller, upload: Upload) -> None:
    """Raises StandsForAnother for what is merged into another, came twice, or has joined another's invoice."""
    if other := upload.merged_into or upload.duplicate_of:
        raise StandsForAnother(other=await queries.named(tx, caller, other))


async def arrange(
    tx: Transaction, caller: Caller, files: Sequence[Upload], parts: list[list[int]], touched: Sequence[Upload]
) -> int:
    """The plan's number. `files` are read as one, the first is the upload whose plan it is; the invoices of `touched` are put
    away. The caller holds the locks of all. Raises InvoiceInUse."""
    upload = files[0]
    reason = "The pages of its file are read anew, as arranged by hand."
    archived = await put_away(tx, caller, [each.id for each in touched], reason)
    number = await plans.insert_plan(tx, upload, files, parts, archived)
    await read_again(tx, upload, number)
    return number


async def read_again(tx: Transaction, upload: Upload, plan: int) -> None:
    lane = first_lane(_KINDS[upload.media_type])
    await uploads.queue_again(tx, upload.id, plan, lane)
    enqueue(tx, JOB_NAMES[lane], {})
