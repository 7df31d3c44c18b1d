"""Where does an invoice go after its content was entered, changed or looked at again, and who has to approve it then?"""

from collections.abc import Sequence
from dataclasses import replace

from payables.approvals.actions.assign import assign
from payables.approvals.actions.start_over import start_over
from payables.approvals.actions.tell_turn import tell_turn
from payables.approvals.model import Subject
from payables.invoices.model import Event, Invoice, Reason, State
from payables.invoices.queries.facts import authors_to_be, facts
from payables.invoices.rules.content import Content
from payables.invoices.rules.settle import settle
from payables.invoices.rules.told import called
from payables.platform.db import Transaction


async def settle_invoice(
    tx: Transaction,
    approval_mode: str,
    event: Event,
    content: Content,
    reasons: Sequence[Reason],
    *,
    flag: str | None = None,
    material: bool = True,
) -> Invoice:
    """The invoice with its reasons, flag, state and time of approval, not yet written. `material` says that what an
    approval covers is another than before: decisions made so far are undone. Raises IllegalTransition."""
    was = content.invoice
    state = settle(
        was.state,
        event,
        reasons=reasons,
        flagged=flag is not None,
        approval_mode=approval_mode,
        approvals_done=was.state is State.APPROVED and not material,
    )
    begins_to_wait = state is State.PENDING_APPROVAL and (material or was.state is not State.PENDING_APPROVAL)
    if event is not Event.READ and (material or begins_to_wait):
        await start_over(tx, Subject("invoice", was.id))
    if begins_to_wait and approval_mode == "advanced":
        await _ask(tx, content)
    if begins_to_wait and (event is not Event.READ or approval_mode == "advanced"):
        await tell_turn(tx, Subject("invoice", was.id), about=called(was), begins=True)
    approved_at = was.approved_at if not material else None
    if state is State.APPROVED:
        approved_at = approved_at or tx.now
    return replace(was, reasons=list(reasons), flag_reason=flag, state=state, approved_at=approved_at)


async def _ask(tx: Transaction, content: Content) -> None:
    """Whom the account's policies name for it as it is now, all of the chain at once."""
    (known,) = await facts(tx, [content])
    authors = await authors_to_be(tx, content.invoice)
    await assign(tx, Subject("invoice", content.invoice.id), known, authors=authors)
