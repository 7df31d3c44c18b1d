"""A person's approval of an invoice: its next state is written, and what its people confirmed is learned from."""

from payables.invoices.actions.keep_truth import keep_approved
from payables.invoices.actions.learn_coding import learn_coding
from payables.invoices.model import Event, State
from payables.invoices.rules.content import Content
from payables.invoices.rules.settle import settle
from payables.invoices.store import invoices as store
from payables.matching.errors import MatchPending
from payables.matching.queries.ledger import is_stale
from payables.platform.db import Transaction


async def settle_approval(
    tx: Transaction, approval_mode: str, content: Content, stood_for: bytes, *, complete: bool
) -> State:
    """`complete` says that nobody's approval is missing any more, `stood_for` what its coding stands for by all of them
    (coding_to_approve.py). The one place where people's decisions make an invoice approved. Raises IllegalTransition,
    MatchPending."""
    invoice = content.invoice
    if await is_stale(tx, invoice.id):
        raise MatchPending
    state = settle(invoice.state, Event.APPROVE, approval_mode=approval_mode, approvals_done=complete)
    await store.change_state(tx, invoice, state, approved_as=stood_for)
    if state is State.APPROVED:
        await learn_coding(tx, content, by_person=True)
        keep_approved(tx, content, by_person=True)
    return state
