"""Decide differences of an invoice from what was ordered and received: accepted as billed, or claimed from the vendor."""

from collections.abc import Collection, Sequence

from payables.approvals.queries import decisions
from payables.audit.actions.record import record
from payables.invoices.actions.look_again import look_at
from payables.invoices.errors import OwnMatch
from payables.invoices.model import Invoice
from payables.invoices.queries import records
from payables.invoices.queries.authors import authors
from payables.invoices.rules.changeable import check_changeable
from payables.matching.actions.decide import decide
from payables.matching.model import Held, Ruling
from payables.platform.caller import Caller, Permission
from payables.platform.db import Transaction


async def decide_match(
    tx: Transaction,
    caller: Caller,
    invoice_id: str,
    lines: Collection[int] | None,
    decision: Ruling,
    reason: str,
    *,
    seen_version: int | None = None,
) -> tuple[Invoice, Sequence[Held]]:
    """The invoice as it was before, and what was decided; it goes on where nothing else keeps it back. `lines`: 0 is the
    whole, None everything.

    Raises NotFound, Stale, InvoiceArchived, InvoiceExported, ExportInProgress, PermissionDenied, OwnMatch, NothingHeld.
    """
    invoice = await records.load_for_update(tx, caller, invoice_id)
    check_changeable(invoice, seen_version)
    await check_may_decide(tx, caller, invoice)
    held = await decide(tx, invoice.id, lines, decision, reason)
    record(tx, f"invoice.match_{decision.value}", "invoice", invoice.id, after=_told(held), message=reason)
    await look_at(tx, invoice, caller.approval_mode)
    return invoice, held


async def check_may_decide(tx: Transaction, caller: Caller, invoice: Invoice) -> None:
    """As with approvals, nobody decides over what they entered, unless the account allows it. Raises PermissionDenied, OwnMatch."""
    caller.need(Permission.MATCHES_DECIDE)
    if caller.user_id in await authors(tx, invoice) and not await decisions.self_approval_allowed(tx):
        raise OwnMatch


def _told(held: Sequence[Held]) -> dict[str, object]:
    return {
        "differences": [
            {
                "item_id": one.decided.line or None,
                "outcome": one.finding.outcome,
                "billed": one.finding.billed,
                "expected": one.finding.expected,
                "excess": one.finding.excess,
                "order": one.order,
            }
            for one in held
        ]
    }
