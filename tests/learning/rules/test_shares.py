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
    assert all(0 < share <= papers[account] for account, share in found.items())


def test_where_there_are_more_accounts_than_papers_to_be_taken_they_take_turns() -> None:
    taken = [set(shares({A: 1, B: 500, C: 1}, 2, turn=f"night {n}")) for n in range(40)]
    assert all(len(accounts) == 2 for accounts in taken)
    assert set.union(*taken) == {A, B, C} and sum(A in accounts for accounts in taken) in range(15, 39)
