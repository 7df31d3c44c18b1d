"""After somebody has changed what belongs to an invoice: where it goes, and what the history says."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from payables.audit.actions.record import record
from payables.invoices.actions.find_reasons import find_reasons
from payables.invoices.actions.match_catalog import match_catalog
from payables.invoices.actions.match_orders import keep_orders
from payables.invoices.actions.settle_invoice import settle_invoice
from payables.invoices.model import Event, Reason
from payables.invoices.rules.authors import DIFFERENCES_GONE, differences_gone
from payables.invoices.rules.changes import audited
from payables.invoices.rules.content import Content
from payables.invoices.rules.reasons import COMPUTED, unanswered
from payables.invoices.rules.splits import splits_told
from payables.invoices.rules.taken_back import ANSWERED, COURSE, TAKES_BACK, TOOK_BACK
from payables.invoices.store import invoices as store
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def settle_change(
    tx: Transaction,
    caller: Caller,
    before: Content,
    after: Content,
    named: frozenset[str],
    brought: Sequence[Reason] = (),
    standing: Sequence[Reason] | None = None,
    *,
    takes_back: bool = False,
) -> Content:
    """The content with its reasons, state and approvals as they follow from the change; the invoice's row and the history
    are written if anything differs. Lines, files and splits have been written.

    `named` is what somebody has looked at, of ANSWERING (rules/field_table.py); `brought` are reasons that the change itself
    gives; `standing` those from before that hold on, where it has moved lines; `takes_back`: it undoes the one before, and is
    told so. Raises IllegalTransition.
    """
    if standing is None:
        standing = unanswered(before.invoice.reasons, named)
    settled = await _settled(tx, caller, before, after, named, [*standing, *brought])
    await keep_orders(tx, settled)
    settled = replace(settled, invoice=await match_catalog(tx, settled, before))
    was, now = _told(before, settled)
    answered = [
        one for one in before.invoice.reasons if one.code not in COMPUTED and one not in settled.invoice.reasons
    ]
    if now.keys() - COURSE:
        was |= ({ANSWERED: answered} if answered else {}) | ({TAKES_BACK: True} if takes_back else {})
    if settled.invoice != before.invoice or was or now or settled.images is not before.images:
        await store.update_invoice(tx, settled.invoice)
        names = [name for name in now if name not in ("state", "reasons", DIFFERENCES_GONE)]
        message = f"{TOOK_BACK if takes_back else 'Changed'} {', '.join(names)}." if names else "Checked again."
        record(tx, "invoice.changed", "invoice", before.invoice.id, before=was, after=now, message=message)
    return settled


async def _settled(
    tx: Transaction,
    caller: Caller,
    before: Content,
    after: Content,
    named: frozenset[str],
    standing: Sequence[Reason],
) -> Content:
    material = before.sha256 != after.sha256
    reasons = [*await find_reasons(tx, after, before=before), *standing]
    flag = None if material or named else before.invoice.flag_reason
    gone = differences_gone(before, replace(after, invoice=replace(after.invoice, reasons=reasons)))
    invoice = await settle_invoice(
        tx,
        caller.approval_mode,
        Event.CHANGE,
        after,
        reasons,
        flag=flag,
        material=material,
        differences_gone=bool(gone),
    )
    return replace(after, invoice=invoice)


def _told(before: Content, after: Content) -> tuple[dict[str, Any], dict[str, Any]]:
    was, now = audited(before.invoice, after.invoice, before.items, after.items, before.images, after.images)
    splits_were, splits_are = splits_told(before.splits, after.splits)
    gone = differences_gone(before, after)
    return was | splits_were, now | splits_are | ({DIFFERENCES_GONE: gone} if gone else {})
