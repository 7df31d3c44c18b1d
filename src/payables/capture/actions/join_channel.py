"""The same invoice by another channel (photo and XML, say) joins the record that is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from payables.audit.actions.record import record
from payables.capture.model import KeptReading, Taken
from payables.capture.queries import papers as queries
from payables.capture.queries.papers import SourceDocument
from payables.capture.queries.taken_out import was_taken_out
from payables.capture.rules.channel import Channel, channel_of, other_accounts
from payables.capture.rules.sure_papers import is_asked, is_sure, says
from payables.capture.store import uploads as store
from payables.extraction.accounts import accounts_of
from payables.invoices.actions.find_equal import find_equal
from payables.invoices.actions.join_file import join_file
from payables.invoices.model import Draft, Invoice, Reason, State
from payables.platform.db import Transaction
from payables.vendors import queries as vendors


@dataclass(frozen=True, slots=True)
class Joined:
    """The invoice that the file joined; or None, and a reason if that was for its bank details."""

    invoice: UUID | None = None
    reason: Reason | None = None


async def join_channel(
    tx: Transaction, taken: Taken, file: UUID, reading: KeptReading, draft: Draft, approval_mode: str
) -> Joined:
    """Only into an invoice that came by upload of another kind of document, and is equal in vendor, number, type, date,
    total, currency and location; only where all of that was read surely on both papers (rules/sure_papers.py), nobody has
    taken the `file`, or a document of it, out of another invoice, and no bank details contradict. Else it is entered, and
    waits as a duplicate.

    Nothing joins what was put away, or came by a file that was deleted since: nobody pays that. Their rows are locked, so
    whoever puts one away meanwhile comes before, or finds that it was given another file."""
    if len(draft.images) > 1:  # people put its pages together from several files: they decide about it
        return Joined()
    if is_asked(draft) or not is_sure(reading.fields, reading.straight_through):
        return Joined()
    equal = [invoice for invoice in await find_equal(tx, draft) if invoice.upload_id and not _is_put_away(invoice)]
    papers = await queries.papers_of(tx, [i.upload_id for i in equal if i.upload_id is not None]) if equal else {}
    own, named = channel_of(reading.method), accounts_of(reading)
    for invoice in equal:
        known = papers.get(invoice.upload_id, []) if invoice.upload_id else []
        if not known or own in {paper.channel for paper in known}:
            continue
        of_papers = [account for paper in known for account in paper.accounts]
        if other_accounts(named, await _accounts_of_vendor(tx, invoice), of_papers):
            return Joined(reason=_contradiction(invoice))
        if is_asked(invoice) or not all(_is_surely(paper, draft) for paper in known):
            continue
        if await was_taken_out(tx, file):
            continue
        await _join(tx, taken, draft, invoice, own, approval_mode)
        return Joined(invoice.id)
    return Joined()


def _is_put_away(invoice: Invoice) -> bool:
    return invoice.state is State.ARCHIVED


def _is_surely(paper: SourceDocument, draft: Draft) -> bool:
    return is_sure(paper.fields, paper.straight_through) and says(paper.fields, draft)


async def _join(
    tx: Transaction, taken: Taken, draft: Draft, invoice: Invoice, channel: Channel, approval_mode: str
) -> None:
    assert invoice.upload_id is not None
    await join_file(tx, invoice, draft.images[0], f"{channel} {taken.filename}", approval_mode)
    await store.mark_joined(tx, taken.id, invoice.upload_id)
    record(tx, "upload.joined", "upload", taken.id, after={"invoice": str(invoice.id), "channel": channel})


async def _accounts_of_vendor(tx: Transaction, invoice: Invoice) -> Sequence[str]:
    vendor = await vendors.by_id(tx, invoice.company_id, invoice.vendor_id) if invoice.vendor_id is not None else None
    return vendor.accounts if vendor else ()


def _contradiction(invoice: Invoice) -> Reason:
    sentence = "The paper asks to be paid to another account than is known for this invoice: ask the vendor first."
    return Reason("other_bank_details", sentence, "erp_vendor_id", str(invoice.id))
