"""Where invoices go: every step follows the state table."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from payables.invoices.errors import IllegalTransition
from payables.invoices.model import TRANSITIONS, Event, Facts, Reason, State, Status, shown_status
from payables.invoices.rules.settle import settle

REASON = Reason("missing_total", "The total is missing.", "total_amount")
CIRCUMSTANCES: dict[str, Any] = {
    "reasons": st.sampled_from([[], [REASON]]),
    "flagged": st.booleans(),
    "approval_mode": st.sampled_from(["none", "single", "advanced"]),
    "approvals_done": st.booleans(),
}

WITH_APPROVALS: dict[str, Any] = {**CIRCUMSTANCES, "approval_mode": st.just("single")}


@given(st.sampled_from(State), st.sampled_from(Event), st.fixed_dictionaries(CIRCUMSTANCES))
def test_a_step_ends_where_the_table_allows_or_is_refused(state: State, event: Event, given: dict[str, Any]) -> None:
    targets = TRANSITIONS.get((state, event))
    if targets is None:
        with pytest.raises(IllegalTransition):
            settle(state, event, **given)
    else:
        assert settle(state, event, **given) in targets


@given(st.sampled_from(State), st.fixed_dictionaries(CIRCUMSTANCES))
def test_what_has_a_reason_or_a_flag_is_never_approved_by_a_change(state: State, given: dict[str, Any]) -> None:
    if (state, Event.CHANGE) in TRANSITIONS and (given["reasons"] or given["flagged"]):
        assert settle(state, Event.CHANGE, **given) is State.INCOMPLETE


def test_without_approvals_a_complete_invoice_is_approved_at_once() -> None:
    assert settle(State.PROCESSING, Event.READ, approval_mode="none") is State.APPROVED


@pytest.mark.parametrize("mode", ["single", "advanced"])
def test_with_approvals_a_complete_invoice_waits_for_them(mode: str) -> None:
    assert settle(State.PROCESSING, Event.READ, approval_mode=mode) is State.PENDING_APPROVAL


def test_one_of_two_approvals_does_not_approve() -> None:
    assert settle(State.PENDING_APPROVAL, Event.APPROVE, approval_mode="single") is State.PENDING_APPROVAL


def test_taking_an_export_back_leaves_it_approved_unless_it_is_flagged() -> None:
    assert settle(State.APPROVED, Event.UNEXPORT, approval_mode="single") is State.APPROVED
    assert settle(State.APPROVED, Event.UNEXPORT, approval_mode="single", flagged=True) is State.INCOMPLETE


def test_a_refusal_says_state_and_step() -> None:
    with pytest.raises(IllegalTransition, match=r"archived.*approve"):
        settle(State.ARCHIVED, Event.APPROVE, approval_mode="single")


@given(st.sampled_from(State), st.builds(Facts))
def test_every_invoice_shows_one_of_the_eight(state: State, facts: Facts) -> None:
    assert shown_status(state, facts) in Status


class Life(RuleBasedStateMachine):
    """Any sequence of events: the invoice is approved only with its approvals, or where none are asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State.PROCESSING
        self.approved_content = False

    @rule(
        event=st.sampled_from(Event), given=st.fixed_dictionaries({**CIRCUMSTANCES, "approval_mode": st.just("single")})
    )
    def happens(self, event: Event, given: dict[str, Any]) -> None:
        done = (
            given["approvals_done"] if event is Event.APPROVE else self.approved_content and event is not Event.CHANGE
        )
        try:
            self.state = settle(self.state, event, **{**given, "approvals_done": done})
        except IllegalTransition:
            assert (self.state, event) not in TRANSITIONS
            return
        if event is Event.APPROVE:
            self.approved_content = done
        elif event in (Event.CHANGE, Event.FLAG, Event.DECLINE, Event.UNDO):
            self.approved_content = False

    @precondition(lambda self: self.state is State.APPROVED)
    @invariant()
    def approved_means_that_somebody_approved_this_content(self) -> None:
        assert self.approved_content


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
