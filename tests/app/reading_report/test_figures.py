"""Figures of a report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.app.reading_report.figures import BINS, bins, curve, kept
from payables.app.reading_report.gather import months, together
from payables.app.reading_report.model import Group

said = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60)


def test_values_are_put_into_tenths_of_their_confidence() -> None:
    found = bins([(0.05, False), (0.95, True), (0.97, False), (1.0, True)])
    assert len(found) == BINS
    assert [place for place, one in enumerate(found) if one] == [0, 9]
    last = found[9]
    assert last is not None
    assert (last.count, last.right) == (3, pytest.approx(2 / 3))
    assert last.confidence == pytest.approx(0.9733, abs=1e-4)


@given(said)
def test_no_value_is_lost_and_every_share_lies_within_its_whiskers(said: list[tuple[float, bool]]) -> None:
    found = [one for one in bins(said) if one]
    assert sum(one.count for one in found) == len(said)
    assert all(0 <= one.low <= one.right + 1e-9 and one.right - 1e-9 <= one.high <= 1 for one in found)


@given(said)
def test_a_higher_threshold_lets_no_more_through(said: list[tuple[float, bool]]) -> None:
    shares = [at.coverage for at in curve(said)]
    assert shares == sorted(shares, reverse=True)


def test_a_threshold_keeps_what_is_as_sure() -> None:
    at = kept([(0.7, False), (0.8, True), (0.9, False)], 0.8)
    assert (at.coverage, at.precision) == (pytest.approx(2 / 3), 0.5)
    assert kept([(0.7, True)], 0.8).precision is None


def test_months_stand_in_order_and_only_what_went_through_is_asked_whether_it_was_right() -> None:
    found = months([("2026-11", True, False), ("2026-10", False, True), ("2026-11", True, True)])
    assert found == [Group("2026-10", 1, 0, 0), Group("2026-11", 2, 2, 1)]
    assert (found[0].precision, found[1].precision) == (None, 0.5)
    assert together([*found, Group("2026-10", 3, 2, 2)])[0] == Group("2026-10", 4, 2, 2)
