"""The status of a receipt follows from facts, and changes only as the table says, which the documentation shows."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from payables.purchasing.model import PutAway, ReceiptStatus
from payables.purchasing.rules.receipt_status import (
    TRANSITIONS,
    ReceiptFacts,
    ReceiptProblem,
    Transition,
    Trigger,
    problem_of,
    status_of,
)

DOCS = Path(__file__).parents[3] / "docs" / "receipts.md"
YES_NO = (False, True)
NONE, SOME, ALL = Decimal(0), Decimal(1), Decimal(2)
PUT_AWAY = (PutAway.ARCHIVED, PutAway.DELETED)

ALL_FACTS = [
    ReceiptFacts(*facts)
    for facts in product(
        YES_NO, (None, PutAway.CLOSED), (None, *PUT_AWAY), YES_NO, YES_NO, YES_NO, (NONE, ALL), (NONE, SOME, ALL)
    )
]


def is_possible(facts: ReceiptFacts) -> bool:
    """No more is billed than counts, and nothing of what is put away or of an order that waits for its vendor."""
    return facts.billed <= (NONE if facts.put_away or facts.order_pending else facts.counted)


def after(facts: ReceiptFacts, trigger: Trigger) -> Iterator[ReceiptFacts]:
    """What the facts may be once the trigger has happened; none where it cannot."""
    free = not facts.put_away
    match trigger:
        case Trigger.ORDER_WAITS if not facts.counted:
            yield replace(facts, order_pending=True)
        case Trigger.ORDER_TAKEN:
            yield replace(facts, order_pending=False)
        case Trigger.FLAGGED:
            yield from (replace(facts, uncounted=a or facts.uncounted, too_much=True) for a in YES_NO)
        case Trigger.CLEARED:
            yield replace(facts, uncounted=False, too_much=False, came_too_late=False)
        case Trigger.BILLED:
            yield replace(facts, billed=facts.counted)
        case Trigger.BILLED_LESS:
            yield replace(facts, billed=min(facts.billed, SOME))
        case Trigger.ARCHIVE if may(facts, trigger):
            yield replace(facts, put_away=PutAway.ARCHIVED, billed=NONE)
        case Trigger.DELETE if may(facts, trigger):
            yield replace(facts, put_away=PutAway.DELETED, billed=NONE)
        case Trigger.REOPEN if not free:
            yield replace(facts, put_away=None)
        case _:
            return


def may(facts: ReceiptFacts, trigger: Trigger) -> bool:
    """The table itself says who may: actions ask it."""
    return any(status_of(facts) in way.sources for way in TRANSITIONS if way.trigger is trigger)


SEEN = {
    (trigger, status_of(facts), status_of(then))
    for facts in ALL_FACTS
    for trigger in Trigger
    if is_possible(facts)
    for then in after(facts, trigger)
    if is_possible(then) and status_of(facts) is not status_of(then)
}
WRITTEN = {(way.trigger, source, target) for way in TRANSITIONS for source in way.sources for target in way.targets}


def test_every_change_that_can_happen_is_in_the_table() -> None:
    assert sorted(SEEN - WRITTEN) == []


def test_every_change_in_the_table_can_happen() -> None:
    assert sorted(WRITTEN - SEEN) == []


@pytest.mark.parametrize(
    ("facts", "status", "problem"),
    [
        (ReceiptFacts(), ReceiptStatus.OPEN, None),
        (ReceiptFacts(counted=ALL, billed=SOME), ReceiptStatus.OPEN, None),
        (ReceiptFacts(counted=ALL, billed=ALL), ReceiptStatus.CLOSED, None),
        (ReceiptFacts(order_pending=True), ReceiptStatus.PENDING, None),
        (ReceiptFacts(order_pending=True, uncounted=True), ReceiptStatus.PENDING, ReceiptProblem.UNIT_NOT_CONVERTIBLE),
        (ReceiptFacts(uncounted=True), ReceiptStatus.FLAGGED, ReceiptProblem.UNIT_NOT_CONVERTIBLE),
        (ReceiptFacts(uncounted=True, too_much=True), ReceiptStatus.FLAGGED, ReceiptProblem.UNIT_NOT_CONVERTIBLE),
        (ReceiptFacts(too_much=True, counted=ALL, billed=ALL), ReceiptStatus.FLAGGED, ReceiptProblem.TOO_MUCH),
        (ReceiptFacts(came_too_late=True), ReceiptStatus.OPEN, None),
        (
            ReceiptFacts(came_too_late=True, order_put_away=PutAway.CLOSED, too_much=True),
            ReceiptStatus.FLAGGED,
            ReceiptProblem.ORDER_CLOSED,
        ),
        (ReceiptFacts(put_away=PutAway.ARCHIVED, too_much=True, order_pending=True), ReceiptStatus.ARCHIVED, None),
        (ReceiptFacts(put_away=PutAway.DELETED, counted=ALL), ReceiptStatus.DELETED, None),
    ],
)
def test_the_first_fact_that_holds_decides(
    facts: ReceiptFacts, status: ReceiptStatus, problem: ReceiptProblem | None
) -> None:
    assert (status_of(facts), problem_of(facts)) == (status, problem)


def test_the_documentation_shows_the_same_table() -> None:
    shown = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert [line for line in shown if line.endswith("` |")] == [row(way) for way in TRANSITIONS]


def row(way: Transition) -> str:
    sources, targets = (", ".join(f"`{status}`" for status in statuses) for statuses in (way.sources, way.targets))
    return f"| {sources} | {way.trigger} | {targets} |"
