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
from payables.invoices.model import Image, Invoice
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
    invoice = await joined_invoice(tx, caller, upload.id)
    at_work = await accounts.company_for_work(tx, upload.company_id)
    image = Image(upload.sha256, upload.filename, upload.media_type, upload.size)
    await take_file_out(tx, invoice, image, at_work.approval_mode)
    await uploads.mark_joined(tx, upload.id, None)
    await read_again(tx, upload, upload.plan)
    before = {"duplicate_of": str(upload.duplicate_of), "invoice": str(invoice.id)}
    record(tx, TAKEN_OUT, "upload", upload.id, before=before)


async def joined_invoice(tx: Transaction, caller: Caller, document: UUID) -> Invoice:
    """That the document had joined, locked. Raises InvoiceInUse where the caller does not see it."""
    try:
        return await records.load_for_update(tx, caller, await _joined(tx, document))
    except NotFound:
        raise InvoiceInUse(invoice="of a location that you do not see") from None


async def _joined(tx: Transaction, upload: UUID) -> str:
    """The invoice, as the trail says."""
    entries = await audit.entries_of(tx, "upload", upload)
    return next(
        entry.after["invoice"] for entry in reversed(entries) if entry.action == "upload.joined" and entry.after
    )
