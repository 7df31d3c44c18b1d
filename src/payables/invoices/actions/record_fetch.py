"""What came of fetching a file, and of the last one of an invoice: its new files, or a reason to look at it
(contract/invoices-and-catalog.md section 3.3, image_urls)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from payables.accounts import queries as accounts
from payables.audit.actions.record import record
from payables.invoices.actions.find_reasons import find_reasons
from payables.invoices.actions.request_images import FETCHES
from payables.invoices.actions.settle_invoice import settle_invoice
from payables.invoices.model import Event, Image, Invoice, Reason, State
from payables.invoices.queries import imports, parts, records
from payables.invoices.rules.changes import audited
from payables.invoices.rules.content import Content
from payables.invoices.rules.image_reasons import failed, without
from payables.invoices.rules.reasons import unanswered
from payables.invoices.store.fetches import finish_fetch, forget_fetches
from payables.invoices.store.images import insert_files, replace_images
from payables.invoices.store.invoices import update_invoice
from payables.platform.db import Transaction
from payables.platform.turns import Piece, hold


async def record_fetch(tx: Transaction, piece: Piece, outcome: Image | Sequence[str]) -> None:
    """`outcome` is the stored file, or code and sentence of why there is none. Nothing happens if the file is not wanted any
    more. The present files stay until all of the new ones are there."""
    if isinstance(outcome, Image):
        await insert_files(tx, [outcome])
    invoice = await records.load_for_work(tx, piece.row["invoice"])
    if not await hold(tx, FETCHES, piece):
        return
    image, (code, error) = (outcome, (None, None)) if isinstance(outcome, Image) else (None, outcome)
    await finish_fetch(tx, piece.id, image, code, error)
    fetches = await imports.fetches_of(tx, invoice.id)
    if all(fetch["status"] in ("fetched", "failed") for fetch in fetches):
        await _finish(tx, invoice, fetches)


async def _finish(tx: Transaction, invoice: Invoice, fetches: Sequence[Any]) -> None:
    """With one that failed, nothing is replaced: somebody has to say what the invoice's files are. A document that has
    joined the invoice meanwhile stays with it: only the files of that time were to be replaced."""
    before = await parts.content_of(tx, invoice)
    missing = [failed(f["position"], f["filename"], f["error"]) for f in fetches if f["status"] == "failed"]
    images = before.images
    if not missing:
        later = await imports.images_since(tx, invoice.id, fetches[0]["created_at"])
        images = [Image(f["sha256"], f["filename"], f["media_type"], f["size"]) for f in fetches]
        images += [image for image in before.images if image.id in later]
        await replace_images(tx, invoice.id, images)
        await forget_fetches(tx, invoice.id)
    after = await _settled(tx, before, replace(before, images=images), missing)
    await update_invoice(tx, after.invoice)
    _tell(tx, before, after, missing)


async def _settled(tx: Transaction, before: Content, after: Content, missing: Sequence[Reason]) -> Content:
    """A flag stays, since nobody has looked at anything. An archived invoice goes nowhere until it is restored."""
    was = before.invoice
    kept = without(was.reasons)
    if was.state is State.ARCHIVED:
        return replace(after, invoice=replace(was, reasons=[*kept, *missing]))
    found = await find_reasons(tx, after, before=before)
    mode = (await accounts.company_for_work(tx, was.company_id)).approval_mode
    reasons = [*found, *unanswered(kept, frozenset()), *missing]
    material = before.sha256 != after.sha256
    invoice = await settle_invoice(tx, mode, Event.CHANGE, after, reasons, flag=was.flag_reason, material=material)
    return replace(after, invoice=invoice)


def _tell(tx: Transaction, before: Content, after: Content, missing: Sequence[Reason]) -> None:
    was, now = audited(before.invoice, after.invoice, before.items, after.items, before.images, after.images)
    action, message = "invoice.images_fetched", "Files fetched."
    if missing:
        action, message = "invoice.images_failed", " ".join(reason.message for reason in missing)
    record(tx, action, "invoice", before.invoice.id, before=was, after=now, message=message)
