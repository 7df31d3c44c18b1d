"""Where an invoice goes when something happens to it: one of the targets of the state table."""

from collections.abc import Sequence

from payables.invoices.errors import IllegalTransition
from payables.invoices.model import TRANSITIONS, Event, Reason, State


def settle(
    state: State,
    event: Event,
    *,
    reasons: Sequence[Reason] = (),
    flagged: bool = False,
    approval_mode: str,
    approvals_done: bool = False,
) -> State:
    """The next state. Raises IllegalTransition for a step that the table does not have.

    `approval_mode` is the account's (none, single, advanced); `approvals_done` says that nobody's approval of exactly
    this content is missing.
    """
    targets = TRANSITIONS.get((state, event))
    if targets is None:
        raise IllegalTransition(state=state, event=event)
    if len(targets) == 1:
        return targets[0]
    if event is Event.UNEXPORT:
        return State.INCOMPLETE if flagged else State.APPROVED
    if event is Event.APPROVE:
        return State.APPROVED if approvals_done else State.PENDING_APPROVAL
    if reasons or flagged:
        return State.INCOMPLETE
    return State.APPROVED if approvals_done or approval_mode == "none" else State.PENDING_APPROVAL
