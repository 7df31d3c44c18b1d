"""Accounts take part in learning alike, however many papers they have."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.learning.rules.shares import shares

A, B, C = (UUID(int=n) for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("papers", "most", "expected"),
    [
        ({A: 5, B: 1000, C: 1000}, 205, {A: 5, B: 100, C: 100}),
        ({A: 5, B: 7}, 100, {A: 5, B: 7}),
        ({A: 5, B: 7}, 1, {A: 0, B: 1}),
        ({}, 10, {}),
    ],
)
def test_a_large_account_takes_nothing_from_a_small_one(
    papers: dict[UUID, int], most: int, expected: dict[UUID, int]
) -> None:
    assert shares(papers, most) == expected


@given(st.dictionaries(st.uuids(), st.integers(1, 10_000), max_size=20), st.integers(0, 20_000))
def test_no_more_than_there_are_and_no_fewer_than_are_allowed(papers: dict[UUID, int], most: int) -> None:
    found = shares(papers, most)
    assert sum(found.values()) == min(most, sum(papers.values()))
    assert all(found[account] <= papers[account] for account in papers)
