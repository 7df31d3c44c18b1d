"""Enter the invoice of one document that was read, or join the one that came by another channel."""

from dataclasses import dataclass, replace
from uuid import UUID

from payables.accounts.queries import CompanyAtWork
from payables.capture.actions.find_gate import find_gate
from payables.capture.actions.join_channel import Joined, join_channel
from payables.capture.actions.match_vendor import match_vendor
from payables.capture.model import KeptReading, Taken
from payables.capture.queries import plans as queries
from payables.capture.rules.continuation import is_incomplete, pages_elsewhere
from payables.capture.rules.draft_from_reading import draft_from_reading
from payables.capture.store import turns as store
from payables.extraction.model import Reading
from payables.invoices.actions.enter_invoice import enter_invoice
from payables.invoices.model import Draft, Image, Reason
from payables.learning.actions.recall_vendor import recall_vendor
from payables.platform.db import Transaction


@dataclass(frozen=True, slots=True)
class Document:
    """`id` is that of the upload, or of its part; `images` are the files it stands on; `reasons` what its division left open.
    One that was `taken_out` of an invoice joins none."""

    id: UUID
    reading: Reading
    images: list[Image]
    reasons: list[Reason]
    taken_out: bool = False


async def enter_document(tx: Transaction, taken: Taken, document: Document, at_work: CompanyAtWork) -> UUID:
    """The invoice's id. The document's row is there, and its reading is kept with it."""
    own = replace(taken, id=document.id)
    matched = await match_vendor(tx, at_work.company, document.reading)
    recalled = await recall_vendor(tx, taken.company_id, matched.vendor_id, document.reading)
    reading = KeptReading.of(recalled, matched.why)
    found = [*document.reasons, *matched.reasons]
    gate = await find_gate(tx, taken.company_id, taken.location_id)
    draft = draft_from_reading(reading, own, at_work.company, matched.vendor_id, gate, found)
    await store.keep_reading(tx, document.id, reading)
    draft.images, draft.reference_id = document.images, taken.id if document.id != taken.id else None
    joined = Joined()
    if not (matched.reasons or document.taken_out):
        joined = await join_channel(tx, own, taken.id, reading, draft, at_work.approval_mode)
    if joined.invoice is not None:
        return joined.invoice
    draft.extra_reasons += [joined.reason] if joined.reason else []
    draft.extra_reasons += await _pages_elsewhere(tx, taken, reading, draft)
    entered = await enter_invoice(tx, draft, entered_by=taken.user_id, approval_mode=at_work.approval_mode)
    return entered.id


async def _pages_elsewhere(tx: Transaction, taken: Taken, reading: Reading, draft: Draft) -> list[Reason]:
    """Where its page marks go on in another file of the same number and vendor, as far as both say one."""
    marks = reading.numbering
    if marks is None or marks.of is None or not draft.number or not is_incomplete(reading):
        return []
    other = await queries.continued(tx, taken.company_id, draft.number, taken.id, marks.first, marks.last, marks.of)
    if other is None or (draft.vendor_id and other["vendor_id"] and draft.vendor_id != other["vendor_id"]):
        return []
    return [pages_elsewhere(reading, other["id"], other["upload_id"])]
