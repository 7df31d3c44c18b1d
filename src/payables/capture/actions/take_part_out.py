"""One document of a file that holds several leaves the invoice that it had joined by another channel: it becomes an invoice of
its own, and the file's other documents stay as they are."""

from collections.abc import Sequence
from uuid import UUID

from payables.accounts import queries as accounts
from payables.audit.actions.record import record
from payables.capture.actions.enter_document import Document, enter_document
from payables.capture.actions.take_out import joined_invoice
from payables.capture.errors import NoSuchPart, NotYetRead, PartNotJoined
from payables.capture.model import StoredFile, Upload, UploadStatus
from payables.capture.queries import parts as queries
from payables.capture.queries.plans import plan_of
from payables.capture.queries.taken_out import TAKEN_OUT
from payables.capture.rules.pages import images_of, possible_documents
from payables.capture.store import uploads
from payables.invoices.actions.take_file_out import take_file_out
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def take_part_out(tx: Transaction, caller: Caller, upload: Upload, pages: Sequence[int]) -> UUID:
    """The new invoice's id. Nothing is read again: it is entered from what was read, and where it is alike, it waits as a likely
    duplicate. The caller holds the upload's lock. Raises NotYetRead, NoSuchPart, PartNotJoined, InvoiceInUse."""
    if upload.status is not UploadStatus.PROCESSED:
        raise NotYetRead(status=upload.status)
    part = await queries.part_of_pages(tx, upload.id, upload.plan, pages)
    if part is None:
        raise NoSuchPart(pages=", ".join(map(str, pages)) or "none")
    if part.duplicate_of is None:
        raise PartNotJoined
    invoice = await joined_invoice(tx, caller, part.id)
    at_work = await accounts.company_for_work(tx, upload.company_id)
    images = images_of(await _files(tx, upload), part.pages)
    await take_file_out(tx, invoice, images[0], at_work.approval_mode)
    await uploads.mark_joined(tx, part.id, None)
    reading = await queries.reading_of(tx, part.id)
    reasons = possible_documents(reading.suggestion, part.pages)
    document = Document(part.id, reading, images, reasons, taken_out=True)
    entered = await enter_document(tx, await queries.taken_again(tx, upload.id), document, at_work)
    before = {"pages": part.pages, "invoice": str(invoice.id)}
    record(tx, TAKEN_OUT, "upload", upload.id, before=before, after={"invoice": str(entered)})
    return entered


async def _files(tx: Transaction, upload: Upload) -> list[StoredFile]:
    plan = await plan_of(tx, upload.id, upload.plan)
    own = StoredFile(upload.id, upload.sha256, upload.filename, upload.media_type, upload.size, upload.pages)
    return plan.files if plan else [own]
