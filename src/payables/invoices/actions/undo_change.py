"""Take back one's own last change of an invoice's values and lines, while they are as it left them."""

from typing import Any
from uuid import UUID

from payables.audit import queries as audit
from payables.coding.queries.mapping_rules import named_as_sent
from payables.custom_fields.model import Subject
from payables.custom_fields.queries import number_fields
from payables.invoices.actions.change_invoice import change_invoice
from payables.invoices.errors import NotUndoable, NotYourChange
from payables.invoices.model import Invoice
from payables.invoices.queries import parts, records
from payables.invoices.rules.taken_back import asked_again, last_change, taken_back
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.files import FileStore


async def undo_change(
    tx: Transaction,
    caller: Caller,
    files: FileStore,
    invoice_id: str,
    *,
    largest_file: int,
    seen_version: int | None = None,
) -> UUID:
    """A change like any other, told as such: approvals start over where it is material, and what the change had answered is
    asked again. Raises NoChangeToUndo, NotYourChange, ChangedSince, NotUndoable and the refusals of change_invoice."""
    invoice = await records.load_for_update(tx, caller, invoice_id)
    last = last_change(await audit.entries_of(tx, "invoice", invoice.id), was_seen=seen_version is not None)
    if last.actor_id != caller.user_id:
        raise NotYourChange
    content = await parts.content_of(tx, invoice)
    sent = await _as_sent(tx, invoice, taken_back(last, invoice, content.items))
    back, lines = await change_invoice(
        tx,
        caller,
        files,
        str(invoice.id),
        sent,
        largest_file=largest_file,
        seen_version=seen_version,
        known=content,
        asked_again=asked_again(last),
    )
    if lines and lines.failure:
        raise NotUndoable(what=" ".join(lines.failure.values()))
    return back.id


async def _as_sent(tx: Transaction, invoice: Invoice, sent: dict[str, Any]) -> dict[str, Any]:
    """Dimensions by their ids in the ERP, and numbers of custom fields as numbers."""
    coded = [one["dimensions"] for one in (sent, *sent.get("items", [])) if one.get("dimensions")]
    for one, named in zip(coded, await named_as_sent(tx, coded), strict=True):
        one.update(named)
    if sent.get("custom_fields"):
        numbers = await number_fields(tx, [invoice.company_id])
        sent["custom_fields"] = numbers.shown(invoice.company_id, Subject.INVOICE, sent["custom_fields"])
    return sent
