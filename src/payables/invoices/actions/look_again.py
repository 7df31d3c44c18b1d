"""An invoice is looked at again, now that something outside of it has changed: another invoice, what its company requires,
its orders and receipts."""

from uuid import UUID

from payables.accounts import queries as accounts
from payables.audit.actions.record import record
from payables.coding.actions.keep_origins import keep_origins
from payables.invoices.actions.fill_coding import fill, record_filled
from payables.invoices.actions.find_reasons import find_reasons
from payables.invoices.actions.match_orders import keep_orders, match_anew
from payables.invoices.actions.settle_invoice import settle_invoice
from payables.invoices.model import Event, Invoice, State
from payables.invoices.queries import idle, parts
from payables.invoices.rules.authors import DIFFERENCES_GONE, gone_of
from payables.invoices.rules.content import Content
from payables.invoices.rules.reasons import COMPUTED
from payables.invoices.store.invoices import update_invoice
from payables.invoices.store.lines import update_items
from payables.platform.db import Transaction

UNDECIDED = (State.INCOMPLETE, State.PENDING_APPROVAL)


async def look_again(tx: Transaction, invoice_id: UUID) -> None:
    """Of an invoice that has gone on meanwhile only the ledger follows its orders: what is approved stays so, since its
    content was approved as it is."""
    invoice = await idle.lock(tx, invoice_id)
    if invoice is None or invoice.state in (State.ARCHIVED, State.PROCESSING):
        return
    mode = (await accounts.company_for_work(tx, invoice.company_id)).approval_mode
    if invoice.state in UNDECIDED or _is_let_through(invoice, mode):
        await look_at(tx, invoice, mode)
    else:
        await keep_orders(tx, await match_anew(tx, await parts.content_of(tx, invoice)))


def _is_let_through(invoice: Invoice, approval_mode: str) -> bool:
    """Nobody approved it, only nothing kept it back: what keeps it back now does, until it leaves for the ERP."""
    return approval_mode == "none" and invoice.exported_at is None and invoice.export_job is None


async def look_at(tx: Transaction, invoice: Invoice, approval_mode: str, *, paired: bool = False) -> list[str]:
    """Of an invoice that is locked: matched again, and settled by what is found. Nothing is written that is as it was.

    `paired` says that who acts has paired its lines by hand: returned are the differences that are gone by that, whose author
    they are.
    """
    before = await match_anew(tx, await parts.content_of(tx, invoice))
    content = await _coded(tx, before)
    unanswered = [reason for reason in invoice.reasons if reason.code not in COMPUTED]
    reasons = [*await find_reasons(tx, content, before=before), *unanswered]
    await keep_orders(tx, content)
    material = content.sha256 != before.sha256
    if reasons == invoice.reasons and not material:
        return []
    gone = gone_of(invoice.reasons, reasons) if paired else []
    now = await settle_invoice(
        tx,
        approval_mode,
        Event.CHANGE,
        content,
        reasons,
        flag=invoice.flag_reason,
        material=material,
        differences_gone=bool(gone),
    )
    await update_invoice(tx, now)
    was, is_now = ({"state": i.state, "reasons": [r.code for r in i.reasons]} for i in (invoice, now))
    is_now |= {DIFFERENCES_GONE: gone} if gone else {}
    record(tx, "invoice.checked_again", "invoice", invoice.id, before=was, after=is_now, message="Checked again.")
    return gone


async def _coded(tx: Transaction, content: Content) -> Content:
    """With what its orders say of the coding, while nobody has been asked to approve it."""
    paired = {line.line for line in content.matched.found.match.lines if line.order_line} if content.matched else set()
    if content.invoice.state is not State.INCOMPLETE or not paired:
        return content
    filled = await fill(tx, content, lambda item: item.id in paired, header=False)
    if filled.found:
        was = {item.id: item for item in content.items}
        changed = [item for item in filled.content.items if item != was[item.id]]
        await update_items(tx, content.invoice.id, changed)
        await keep_origins(tx, content.invoice.id, filled.found)
        record_filled(tx, content.invoice.id, filled.found)
    return filled.content
