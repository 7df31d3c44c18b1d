"""Nobody moves the gate of a place that they do not see."""

import pytest

from payables.capture.rules.reach import ACCOUNT, Reach, nearest, reach_of, thresholds_by_place
from payables.capture.rules.thresholds import FieldOutcome
from payables.platform.caller import Scope

SHIPPED = {"number": 0.8}
WRONG = [FieldOutcome(0.95, right=False)] * 10


@pytest.mark.parametrize(
    ("judge", "reach"),
    [
        (Scope(), ACCOUNT),
        (Scope(frozenset({5})), (5,)),
        (Scope(frozenset({5}), frozenset({7, 8})), (5, 7)),
        (None, (5, 7)),
    ],
)
def test_an_outcome_has_a_say_as_far_as_its_judge_sees(judge: Scope | None, reach: Reach) -> None:
    assert reach_of(judge, 5, 7) == reach


@pytest.mark.parametrize(
    ("where", "closed"),
    [
        (ACCOUNT, {ACCOUNT}),
        ((5,), {(5,), (5, 7), (5, 8)}),
        ((5, 7), {(5, 7)}),
    ],
)
def test_wrong_values_close_the_gate_where_they_have_a_say_and_below(where: Reach, closed: set[Reach]) -> None:
    found = thresholds_by_place({where: {"number": WRONG}}, SHIPPED, 0.98)
    places: list[Reach] = [ACCOUNT, (5,), (5, 7), (5, 8), (6, 9)]
    shut = {place for place in places if found[nearest(place, found)]["number"].value == 1}
    assert shut == (set(places) if where == ACCOUNT else closed)


def test_what_is_right_elsewhere_does_not_open_it_there() -> None:
    right = [FieldOutcome(0.95, right=True)] * 100
    found = thresholds_by_place({(5, 8): {"number": right}, (5, 7): {"number": WRONG}}, SHIPPED, 0.98)
    assert (found[(5, 7)]["number"].value, found[ACCOUNT]["number"].papers) == (1, 0)


def test_what_the_whole_account_says_counts_everywhere() -> None:
    right = [FieldOutcome(0.95, right=True)] * 100
    found = thresholds_by_place({ACCOUNT: {"number": right}, (5, 7): {"number": WRONG}}, SHIPPED, 0.98)
    assert found[(5, 7)]["number"].papers == 110
