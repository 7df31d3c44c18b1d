"""Bring archived invoices back (contract/invoices-and-catalog.md section 8).

What was exported comes back as exported. Anything else is looked at anew, and approved anew: while it was away another
invoice may have got its number, and the people who had approved it may not be asked today.
"""

from dataclasses import replace
from uuid import UUID

from payables.audit.actions.record import record
from payables.catalog.actions.count_bought import count_bought
from payables.duplicates.actions.lock_keys import lock_keys
from payables.invoices.actions.archive import Moved, Named, found
from payables.invoices.actions.find_reasons import find_reasons
from payables.invoices.actions.match_catalog import match_catalog
from payables.invoices.actions.match_orders import keep_orders, match_anew
from payables.invoices.actions.settle_invoice import settle_invoice
from payables.invoices.model import Event, Invoice
from payables.invoices.queries import parts, records
from payables.invoices.rules.changeable import check_version
from payables.invoices.rules.compared import compared_of
from payables.invoices.rules.content import Content
from payables.invoices.rules.purchased import is_bought
from payables.invoices.rules.reasons import COMPUTED
from payables.invoices.rules.settle import settle
from payables.invoices.rules.steps import check_archived
from payables.invoices.store import invoices as store
from payables.kit.errors import NotFound, Refusal
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def restore(
    tx: Transaction, caller: Caller, invoice_id: str, *, reason: str | None, seen_version: int | None = None
) -> UUID:
    """Raises NotFound, Stale, NotArchived."""
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_version(invoice, seen_version)
    await _bring_back(tx, caller, await parts.content_of(tx, invoice), reason)
    return invoice.id


async def restore_many(tx: Transaction, caller: Caller, wanted: list[Named]) -> Moved:
    """Each invoice by itself; one after the other, since two of them may claim the same number."""
    by_id = await found(tx, caller, wanted)
    each = list({invoice.id: invoice for invoice in by_id.values()}.values())
    await lock_keys(tx, [compared_of(invoice) for invoice in each])
    contents = {content.invoice.id: content for content in await parts.contents_of(tx, each)}
    moved = Moved([], [])
    for one in wanted:
        invoice = by_id.get(one.id)
        try:
            if invoice is None:
                raise NotFound(what="invoice")
            if invoice.invoice_id not in moved.updated:
                check_version(invoice, one.version)
                await _bring_back(tx, caller, contents[invoice.id], one.reason)
                moved.updated.append(invoice.invoice_id)
        except Refusal as refusal:
            moved.failed.append((one.id, refusal))
    return moved


async def _bring_back(tx: Transaction, caller: Caller, content: Content, reason: str | None) -> None:
    invoice = content.invoice
    check_archived(invoice)
    back = await (_as_exported if invoice.exported_at else _looked_at_anew)(tx, caller, content)
    await store.update_invoice(tx, back)
    before = {"state": invoice.state}
    after = {"state": back.state, "reasons": [found.code for found in back.reasons]}
    record(tx, "invoice.restored", "invoice", invoice.id, before=before, after=after, message=reason)


async def _as_exported(tx: Transaction, caller: Caller, content: Content) -> Invoice:
    """Its prices stay compared with what was agreed when it was exported; what it takes of its orders is kept right."""
    invoice = content.invoice
    await keep_orders(tx, await match_anew(tx, content))
    state = settle(invoice.state, Event.RESTORE, approval_mode=caller.approval_mode, approvals_done=True)
    back = replace(invoice, state=state)
    await count_bought(tx, [invoice.id], is_bought(back))
    return back


async def _looked_at_anew(tx: Transaction, caller: Caller, content: Content) -> Invoice:
    invoice = content.invoice
    unanswered = [reason for reason in invoice.reasons if reason.code not in COMPUTED]
    content = await match_anew(tx, content)
    reasons = [*await find_reasons(tx, content, before=None), *unanswered]
    await keep_orders(tx, content)
    back = await settle_invoice(tx, caller.approval_mode, Event.RESTORE, content, reasons, flag=invoice.flag_reason)
    return await match_catalog(tx, replace(content, invoice=back), content)
