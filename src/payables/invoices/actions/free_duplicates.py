"""Invoices that stayed back because of another, which is gone or corrected, go on by themselves."""

from collections.abc import Sequence
from uuid import UUID

from payables.accounts import queries as accounts
from payables.audit.actions.record import record
from payables.duplicates import queries as duplicates
from payables.duplicates.actions.find_duplicates import MOST_PAIRS
from payables.duplicates.actions.leave import leave
from payables.duplicates.model import Pair
from payables.invoices.actions.look_later import LOOK_AGAIN
from payables.invoices.actions.settle_invoice import settle_invoice
from payables.invoices.model import Event, Invoice, Reason, State
from payables.invoices.queries import idle, parts
from payables.invoices.rules.content import Content
from payables.invoices.rules.reasons import OF_DUPLICATES, duplicate_reasons
from payables.invoices.store import invoices as store
from payables.platform.db import Transaction
from payables.platform.queue import enqueue


async def release_duplicates(tx: Transaction, invoices: Sequence[UUID]) -> None:
    """These invoices are put away: what was kept back because of them goes on. The caller holds their locks."""
    await free_duplicates(tx, await leave(tx, invoices))


async def free_duplicates(tx: Transaction, freed: Sequence[UUID]) -> None:
    """Looks at the pairs that are still open and settles each invoice by them.

    Never waits for an invoice that somebody is working on: that one is looked at by a job, as is one with more
    doubles than are kept as pairs.
    """
    if not freed:
        return
    idle_now = {invoice.id: invoice for invoice in await idle.lock_idle(tx, freed)}
    behind = await duplicates.pairs_behind(tx, freed)
    ever = await duplicates.ever_behind(tx, freed)
    known = [id for id in freed if id in idle_now and (behind.get(id) or ever.get(id, 0) < MOST_PAIRS)]
    await settle_duplicates(tx, [(idle_now[id], behind.get(id, [])) for id in known])
    for id in sorted({*freed} - {*known}):
        enqueue(tx, LOOK_AGAIN, {"account_id": str(tx.account_id), "invoice": str(id)})


async def settle_duplicates(
    tx: Transaction, behind: Sequence[tuple[Invoice, Sequence[Pair]]], *, wherever: bool = False
) -> None:
    """Each invoice with the reasons that its open pairs give; where it goes is decided as ever. `wherever`: also one that
    nothing keeps back so far."""
    reasons = {i.id: _reasons(i, pairs) for i, pairs in behind if wherever or i.state is State.INCOMPLETE}
    moving = [invoice for invoice, _ in behind if reasons.get(invoice.id, invoice.reasons) != invoice.reasons]
    for content in await parts.contents_of(tx, moving):
        await _settle(tx, content, reasons[content.invoice.id])


def _reasons(invoice: Invoice, behind: Sequence[Pair]) -> list[Reason]:
    others = [reason for reason in invoice.reasons if reason.code not in OF_DUPLICATES]
    return [*others, *duplicate_reasons([pair.hit for pair in behind])]


async def _settle(tx: Transaction, content: Content, reasons: list[Reason]) -> None:
    was = content.invoice
    mode = (await accounts.company_for_work(tx, was.company_id)).approval_mode
    now = await settle_invoice(tx, mode, Event.CHANGE, content, reasons, flag=was.flag_reason, material=False)
    await store.update_invoice(tx, now)
    before, after = ({"state": i.state, "reasons": [r.code for r in i.reasons]} for i in (was, now))
    record(tx, "invoice.duplicates_checked", "invoice", was.id, before=before, after=after, message="Checked again.")
