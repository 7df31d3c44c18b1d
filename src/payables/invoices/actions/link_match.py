"""Pair lines of an invoice with lines of purchase orders by hand."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from payables.audit.actions.record import record
from payables.invoices.actions.decide_match import check_may_decide
from payables.invoices.actions.look_again import look_at
from payables.invoices.model import Invoice
from payables.invoices.queries import idle, parts, records
from payables.invoices.rules.changeable import check_changeable
from payables.invoices.rules.matched import asked_of
from payables.kit.errors import FieldError, InvalidFields
from payables.matching.actions.decide import decide
from payables.matching.actions.link import link
from payables.matching.model import Ruling
from payables.platform.caller import Caller, Permission
from payables.platform.db import Transaction


async def link_match(
    tx: Transaction,
    caller: Caller,
    invoice_id: str,
    links: Mapping[int, UUID | None],
    free: Sequence[int],
    *,
    seen_version: int | None = None,
) -> Invoice:
    """Line -> the order's line, None where it belongs to no order, which takes who may decide; `free` are compared again.
    The pair is remembered for the vendor's next invoice, wherever that is, so only of a caller who sees the whole company and
    may decide over differences. Who pairs until a difference is gone does not approve the invoice; where nobody approves, it
    takes who may decide. Returns the invoice as it was.

    Raises NotFound, Stale, InvoiceArchived, InvoiceExported, ExportInProgress, PermissionDenied, OwnMatch, InvalidFields,
    UnknownOrderLine.
    """
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_changeable(invoice, seen_version)
    if None in links.values():
        await check_may_decide(tx, caller, invoice)
    content = await parts.content_of(tx, invoice)
    known = {item.id for item in content.items}
    for item in (*links, *free):
        if item not in known:
            sentence = "The invoice has no such line: send ids of its items."
            raise InvalidFields([FieldError("lines.item_id", sentence, "unknown_item")])
    teaches = caller.scope.sees_whole_companies and caller.may(Permission.MATCHES_DECIDE)
    await link(tx, caller.scope, asked_of(content), links, free, teaches=teaches)
    after = {str(item): str(line) if line else None for item, line in links.items()}
    told = {"lines": {**after, **{str(item): "compared" for item in free}}}
    record(
        tx, "invoice.match_linked", "invoice", invoice.id, after=told, message="Paired with lines of orders by hand."
    )
    if await look_at(tx, invoice, caller.approval_mode, paired=True) and caller.approval_mode == "none":
        await check_may_decide(tx, caller, invoice)  # nobody else will look at it
    if apart := [item for item, line in links.items() if line is None]:
        await _let_through(tx, caller, invoice, apart)
    return invoice


async def _let_through(tx: Transaction, caller: Caller, invoice: Invoice, lines: Sequence[int]) -> None:
    """That lines belong to no order is a decision on what they say now, like accepting them."""
    await decide(tx, invoice.id, lines, Ruling.ACCEPTED, "Belongs to no order.")
    now = await idle.lock(tx, invoice.id)
    assert now is not None
    await look_at(tx, now, caller.approval_mode)
