"""Where does an invoice go after its content was entered, changed or looked at again, and who has to approve it then?"""

from collections.abc import Sequence
from dataclasses import replace

from payables.approvals.actions.assign import assign
from payables.approvals.actions.start_over import start_over
from payables.approvals.actions.tell_turn import tell_turn
from payables.approvals.model import Subject
from payables.approvals.queries import decisions
from payables.invoices.actions.keep_truth import keep_approved
from payables.invoices.actions.learn_coding import learn_let_through
from payables.invoices.actions.look_later import look_later
from payables.invoices.model import Event, Invoice, Reason, State
from payables.invoices.queries.authors import authors_to_be
from payables.invoices.queries.facts import facts
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
    differences_gone: bool = False,
) -> Invoice:
    """The invoice with its reasons, flag, state and time of approval, not yet written. `material` says that what an
    approval covers is another than before: decisions made so far are undone; `differences_gone` that who acts has changed lines
    until they are as they were ordered. Raises IllegalTransition."""
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
    if material or begins_to_wait:
        await _settle_approvals(
            tx, approval_mode, event, content, begins_to_wait=begins_to_wait, differences_gone=differences_gone
        )
    if was.state is State.APPROVED and material and content.matched is None:
        await look_later(tx, [was.id])
    approved_at = was.approved_at if not material else None
    if state is State.APPROVED:
        approved_at = approved_at or tx.now
        if material or was.state is not State.APPROVED:
            tx.at_commit(learn_let_through, content)
            keep_approved(tx, content, by_person=False)
    return replace(was, reasons=list(reasons), flag_reason=flag, state=state, approved_at=approved_at)


async def _settle_approvals(
    tx: Transaction,
    approval_mode: str,
    event: Event,
    content: Content,
    *,
    begins_to_wait: bool,
    differences_gone: bool,
) -> None:
    """Decisions are undone, and people asked and told where it begins to wait. Of most invoices nobody was asked, which
    one statement tells."""
    subject = Subject("invoice", content.invoice.id)
    asked = event is not Event.READ and await decisions.has_any(tx, subject)
    if asked:
        await start_over(tx, subject)
    if begins_to_wait and approval_mode == "advanced":
        asked = await _ask(tx, content, differences_gone) or asked
    if begins_to_wait and asked:
        await tell_turn(tx, subject, about=called(content.invoice), begins=True)


async def _ask(tx: Transaction, content: Content, differences_gone: bool) -> bool:
    """Whom the account's policies name for it as it is now, all of the chain at once; whether they name anybody."""
    (known,) = await facts(tx, [content])
    authors = await authors_to_be(tx, content.invoice, differences_gone=differences_gone)
    return await assign(tx, Subject("invoice", content.invoice.id), known, authors=authors)
