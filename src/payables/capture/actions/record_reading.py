"""A file was read: keep what was read, and enter its invoice, or join the one that came by another channel."""

from uuid import UUID

from payables.accounts import queries as accounts
from payables.audit.actions.record import record
from payables.capture import store
from payables.capture.actions.join_channel import join_channel
from payables.capture.actions.match_vendor import match_vendor
from payables.capture.model import Taken, UploadStatus
from payables.capture.rules.draft_from_reading import draft_from_reading
from payables.extraction.model import Reading
from payables.invoices.actions.enter_invoice import enter_invoice
from payables.learning.actions.recall_vendor import recall_vendor
from payables.platform.db import Transaction


async def record_reading(tx: Transaction, taken: Taken, reading: Reading) -> UUID | None:
    """The invoice's id, which may have been there by another channel; None when somebody else has recorded an outcome of
    this file, and nothing was changed.

    Whoever uploaded the file counts as the one who entered the invoice.
    """
    if not await store.finish(tx, taken, UploadStatus.PROCESSED, pages=reading.pages):
        return None
    at_work = await accounts.company_for_work(tx, taken.company_id)
    matched = await match_vendor(tx, at_work.company, reading)
    reading = await recall_vendor(tx, taken.company_id, matched.vendor_id, reading)
    await store.keep_reading(tx, taken.id, reading)
    draft = draft_from_reading(reading, taken, at_work.company, matched.vendor_id)
    joined = await join_channel(tx, taken, reading, draft, at_work.approval_mode)
    if joined.invoice is not None:
        return joined.invoice
    draft.extra_reasons += [*matched.reasons, *([joined.reason] if joined.reason else [])]
    entered = await enter_invoice(tx, draft, entered_by=taken.user_id, approval_mode=at_work.approval_mode)
    record(tx, "upload.processed", "upload", taken.id, after={"invoice": str(entered.id), "pages": reading.pages})
    return entered.id
