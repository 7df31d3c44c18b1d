"""Confidence against what was right, and papers counted by what became of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.extraction.training.reliability import BINS, bins, curve, kept
from payables.extraction.training.tally import Tally, together

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


def test_tallies_of_one_label_are_added_and_labels_stand_in_order() -> None:
    tallies = [Tally("2026-11", 9, 6, 4, 3, 2), Tally("2026-10", 1, 0, 0, 0, 0), Tally("2026-11", 1, 1, 1, 1, 1)]
    found = together(tallies)
    assert found == [Tally("2026-10", 1, 0, 0, 0, 0), Tally("2026-11", 10, 7, 5, 4, 3)]
    assert [(one.share, one.precision) for one in found] == [(0, None), (0.7, 0.75)]
