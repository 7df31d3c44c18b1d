"""The status of an order follows from facts, and changes only as the table says, which the documentation shows."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from payables.purchasing.model import OrderStatus, PutAway
from payables.purchasing.rules.order_status import TRANSITIONS, OrderFacts, Transition, Trigger, status_of

DOCS = Path(__file__).parents[3] / "docs" / "purchase-orders.md"
YES_NO = (False, True)
ALL_FACTS = [
    OrderFacts(*facts)
    for facts in product(YES_NO, YES_NO, YES_NO, YES_NO, (None, *PutAway), (None, "billed_more_than_ordered"))
]
# Nothing is billed of an order whose vendor is unknown: matching knows vendors only.
POSSIBLE = [facts for facts in ALL_FACTS if facts.vendor_known or not facts.all_billed]


def after(facts: OrderFacts, trigger: Trigger) -> list[OrderFacts]:
    """What the facts may be once the trigger has happened; none where it cannot."""
    lines = [
        replace(facts, all_received=r, all_billed=b) for r in YES_NO for b in YES_NO if facts.vendor_known or not b
    ]
    changed: dict[Trigger, list[OrderFacts]] = {
        Trigger.VENDOR_ENTERED: [] if facts.vendor_known else [replace(facts, vendor_known=True)],
        Trigger.VENDOR_CHANGED: [replace(facts, vendor_known=False)]
        if not (facts.all_billed or facts.all_received)
        else [],
        Trigger.RECEIVED: [replace(facts, all_received=True)],
        Trigger.RECEIPT_LESS: [replace(facts, all_received=False)],
        Trigger.BILLED: [replace(facts, all_billed=True)] if facts.vendor_known else [],
        Trigger.BILLED_LESS: [replace(facts, all_billed=False)],
        Trigger.LINES_CHANGED: [replace(one, is_2_way=two) for one in lines for two in YES_NO],
        Trigger.FLAGGED: [replace(one, problem="billed_more_than_ordered") for one in lines]
        if facts.vendor_known
        else [],
        Trigger.REVIEWED: [replace(facts, problem=None)] if not facts.put_away else [],
        Trigger.CLOSE: _put(facts, PutAway.CLOSED, Trigger.CLOSE),
        Trigger.ARCHIVE: _put(facts, PutAway.ARCHIVED, Trigger.ARCHIVE),
        Trigger.DELETE: [] if facts.all_billed or facts.all_received else _put(facts, PutAway.DELETED, Trigger.DELETE),
        Trigger.REOPEN: [replace(facts, put_away=None, problem=None)] if facts.put_away else [],
    }
    return changed[trigger]


def _put(facts: OrderFacts, how: PutAway, trigger: Trigger) -> list[OrderFacts]:
    """The table itself says who may: actions ask it."""
    may = any(status_of(facts) in t.sources for t in TRANSITIONS if t.trigger is trigger)
    return [replace(facts, put_away=how)] if may else []


SEEN = {
    (trigger, status_of(facts), status_of(then))
    for facts in POSSIBLE
    for trigger in Trigger
    for then in after(facts, trigger)
    if status_of(facts) is not status_of(then)
}
WRITTEN = {
    (t.trigger, source, target)
    for t in TRANSITIONS
    for source in t.sources
    for target in t.targets
    if source is not target
}


def test_every_change_that_can_happen_is_in_the_table() -> None:
    assert sorted(SEEN - WRITTEN) == []


def test_every_change_in_the_table_can_happen() -> None:
    assert sorted(WRITTEN - SEEN) == []


@pytest.mark.parametrize("facts", ALL_FACTS)
def test_what_somebody_decided_goes_before_everything(facts: OrderFacts) -> None:
    if facts.put_away:
        assert status_of(facts) == str(facts.put_away)
    elif not facts.vendor_known:
        assert status_of(facts) is OrderStatus.PENDING


def test_receipts_do_not_count_in_two_way_matching() -> None:
    facts = OrderFacts(vendor_known=True, is_2_way=True, all_received=True, all_billed=False)
    assert status_of(facts) is OrderStatus.OPEN
    assert status_of(replace(facts, is_2_way=False)) is OrderStatus.RECEIVED


def row(transition: Transition) -> str:
    sources, targets = (", ".join(f"`{s}`" for s in side) for side in (transition.sources, transition.targets))
    return f"| {sources} | {transition.trigger} | {targets} |"


def test_the_documentation_shows_the_table() -> None:
    shown = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert [line for line in shown if line.count("|") == 4 and line in map(row, TRANSITIONS)] == [
        row(transition) for transition in TRANSITIONS
    ]
