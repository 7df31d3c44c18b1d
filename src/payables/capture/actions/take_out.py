"""A file that joined an invoice by another channel becomes an invoice of its own."""

from uuid import UUID

from payables.accounts import queries as accounts
from payables.audit import queries as audit
from payables.audit.actions.record import record
from payables.capture.actions.arrange import read_again
from payables.capture.errors import InvoiceInUse
from payables.capture.model import Upload, UploadStatus
from payables.capture.queries.taken_out import TAKEN_OUT
from payables.capture.store import uploads
from payables.invoices.actions.take_file_out import take_file_out
from payables.invoices.queries import records
from payables.kit.errors import NotFound
from payables.platform.caller import Caller
from payables.platform.db import Transaction


def has_joined(upload: Upload) -> bool:
    """It was read, and stands for an invoice that another file had brought."""
    return upload.status is UploadStatus.PROCESSED and upload.duplicate_of is not None and upload.merged_into is None


async def take_out(tx: Transaction, caller: Caller, upload: Upload) -> None:
    """It is read again, and entered whatever it is equal to (actions/join_channel.py); where it is alike, it waits as a
    likely duplicate. The caller holds the upload's lock. Raises InvoiceInUse, ExportInProgress."""
    id = await _joined(tx, upload.id)
    try:
        invoice = await records.load_for_update(tx, caller, id)
    except NotFound:
        raise InvoiceInUse(invoice="of a location that you do not see") from None
    at_work = await accounts.company_for_work(tx, upload.company_id)
    await take_file_out(tx, invoice, upload.sha256, upload.filename, at_work.approval_mode)
    await uploads.mark_joined(tx, upload.id, None)
    await read_again(tx, upload, upload.plan)
    before = {"duplicate_of": str(upload.duplicate_of), "invoice": id}
    record(tx, TAKEN_OUT, "upload", upload.id, before=before)


async def _joined(tx: Transaction, upload: UUID) -> str:
    """The invoice, as the trail says."""
    entries = await audit.entries_of(tx, "upload", upload)
    return next(
        entry.after["invoice"] for entry in reversed(entries) if entry.action == "upload.joined" and entry.after
    )
