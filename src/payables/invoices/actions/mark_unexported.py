"""Invoices have not left for the ERP after all (contract/invoices-and-catalog.md section 3.8)."""

from dataclasses import dataclass, replace
from uuid import UUID

from payables.approvals.actions.start_over import start_over
from payables.approvals.model import Subject
from payables.audit.actions.record import record
from payables.invoices.actions.look_later import look_later
from payables.invoices.actions.mark_exported import NOT_FOUND, Exported, ids_of
from payables.invoices.actions.match_catalog import tell_open_again
from payables.invoices.actions.tell_flagged import tell_flagged
from payables.invoices.actions.withhold_changed import withhold_changed
from payables.invoices.model import Event, Invoice, State
from payables.invoices.queries import records
from payables.invoices.rules.settle import settle
from payables.invoices.store import exports as store
from payables.platform.caller import Caller
from payables.platform.db import Transaction

NOT_EXPORTED = "The invoice is not marked exported."
ARCHIVED = "The invoice is archived: restore it first."
FLAG_REASON = "Marked unexported."


@dataclass(frozen=True, slots=True)
class Unmarked:
    """Integer ids by outcome, with why where there is something to say."""

    updated: list[int]
    flagged: list[int]
    failed: list[tuple[int | str, str]]
    skipped: list[tuple[int | str, str]]


async def mark_unexported(tx: Transaction, caller: Caller, wanted: list[Exported], *, flag_invoice: bool) -> Unmarked:
    """With `flag_invoice` the invoice also goes back to review, and has to be approved anew; so does one that stands for
    something else in the ERP by now than was approved."""
    found = await records.load_many_for_update(tx, caller, *ids_of(wanted))
    by_id = {key: invoice for invoice, _ in found for key in (invoice.id, invoice.invoice_id)}
    outcome = Unmarked([], [], [], [])
    targets: dict[UUID, tuple[State, str | None]] = {}
    for one in wanted:
        invoice = by_id.get(one.uuid or one.invoice_id or 0)
        if invoice is None:
            outcome.failed.append((one.sent_id, NOT_FOUND))
        elif invoice.state is State.ARCHIVED:
            outcome.failed.append((invoice.invoice_id, ARCHIVED))
        elif invoice.exported_at is None:
            outcome.skipped.append((invoice.invoice_id, NOT_EXPORTED))
        elif invoice.id not in targets:
            targets[invoice.id] = _target(caller, invoice, one, flag_invoice)
            outcome.updated.append(invoice.invoice_id)
            _write_down(tx, invoice, one, flag_invoice)
    await store.mark_unexported(tx, targets)
    await tell_open_again(tx, [by_id[id] for id in targets])
    await look_later(tx, targets)
    if flag_invoice:
        flagged = [(by_id[id], reason or FLAG_REASON) for id, (_, reason) in targets.items()]
        await tell_flagged(tx, flagged)
        outcome.flagged.extend(outcome.updated)
        await start_over(tx, *(Subject("invoice", id) for id in targets))
    else:
        await withhold_changed(tx, [replace(by_id[id], exported_at=None) for id in targets])
    return outcome


def _target(caller: Caller, invoice: Invoice, one: Exported, flag_invoice: bool) -> tuple[State, str | None]:
    state = settle(invoice.state, Event.UNEXPORT, flagged=flag_invoice, approval_mode=caller.approval_mode)
    return state, (one.reason or FLAG_REASON) if flag_invoice else None


def _write_down(tx: Transaction, invoice: Invoice, one: Exported, flag_invoice: bool) -> None:
    before = {"export_transaction_id": invoice.export_transaction_id}
    record(
        tx,
        "invoice.unexported",
        "invoice",
        invoice.id,
        before=before,
        after={"flagged": flag_invoice},
        message=one.reason,
    )
