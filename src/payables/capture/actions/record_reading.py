"""A file was read: keep what was read, and enter the invoice of each of its documents, or join the one that came by another
channel."""

from uuid import UUID

from payables.accounts import queries as accounts
from payables.audit.actions.record import record
from payables.capture.actions.enter_document import Document, enter_document
from payables.capture.model import Plan, StoredFile, Taken, UploadStatus
from payables.capture.queries import plans as queries
from payables.capture.rules.pages import all_pages, images_of, possible_documents
from payables.capture.store import plans, scanned_words, turns
from payables.extraction.model import Part, Reading
from payables.platform.db import Transaction


async def record_reading(tx: Transaction, taken: Taken, reading: Reading) -> list[UUID] | None:
    """The invoices' ids, which may have been there by another channel; None when somebody else has recorded an outcome of
    this file, and nothing was changed. All of the file's invoices are entered, or none.

    Whoever uploaded the file counts as the one who entered them.
    """
    plan = await queries.plan_of(tx, taken.id, taken.plan)
    pages = plan.files[0].pages if plan else reading.pages
    if not await turns.finish(tx, taken, UploadStatus.PROCESSED, pages=pages):
        return None
    await scanned_words.keep(tx, [file.sha256 for file in plan.files] if plan else [taken.sha256], reading.scanned)
    reading.scanned = []
    at_work = await accounts.company_for_work(tx, taken.company_id)
    documents = await _documents(tx, taken, reading, plan)
    invoices = [await enter_document(tx, taken, document, at_work) for document in documents]
    told = {"invoice": str(invoices[0])} if len(invoices) == 1 else {"invoices": [str(id) for id in invoices]}
    record(tx, "upload.processed", "upload", taken.id, after={**told, "pages": reading.pages})
    return invoices


async def _documents(tx: Transaction, taken: Taken, reading: Reading, plan: Plan | None) -> list[Document]:
    """The file itself where it is one document and nobody has arranged its pages; else a part for each."""
    files = plan.files if plan else [_own(taken, reading)]
    if plan is None and not reading.parts:
        return [Document(taken.id, reading, images_of(files, None), possible_documents(reading.suggestion, None))]
    parts = reading.parts or [Part(all_pages(plan) if plan else [], 1.0, reading)]
    return [await _part(tx, taken, files, place, part) for place, part in enumerate(parts)]


async def _part(tx: Transaction, taken: Taken, files: list[StoredFile], place: int, part: Part) -> Document:
    id = tx.new_id()
    await plans.insert_part(tx, taken, id, place, part.pages, part.confidence)
    reasons = possible_documents(part.reading.suggestion, part.pages)
    return Document(id, part.reading, images_of(files, part.pages), reasons)


def _own(taken: Taken, reading: Reading) -> StoredFile:
    return StoredFile(taken.id, taken.sha256, taken.filename, taken.media_type, taken.size, reading.pages)
