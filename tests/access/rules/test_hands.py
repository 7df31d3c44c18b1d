"""Who may have acted as whom, by the secrets that they made."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from payables.access.rules.hands import BEGUN, Held, acted_as, behind, one_hand

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ADA, BO, SYNC, DESK, OTHER = 1, 2, 101, 102, 103
HELD = [Held(SYNC, ADA, None), Held(DESK, ADA, None), Held(OTHER, BO, None)]


@pytest.mark.parametrize(
    ("users", "hand"),
    [
        ({ADA}, {ADA, SYNC, DESK}),
        ({SYNC}, {SYNC, ADA, DESK}),
        ({BO}, {BO, OTHER}),
        ({ADA, BO}, {ADA, SYNC, DESK, BO, OTHER}),
        ({7}, {7}),
        (set(), set()),
    ],
)
def test_a_person_is_one_hand_with_the_programs_whose_secrets_they_made(users: set[int], hand: set[int]) -> None:
    assert one_hand(frozenset(users), HELD, NOW) == hand


def test_two_who_hold_one_program_are_not_one_hand_with_each_other() -> None:
    both = [Held(SYNC, ADA, None), Held(SYNC, BO, None)]
    assert one_hand(frozenset({ADA}), both, NOW) == {ADA, SYNC}
    assert one_hand(frozenset({SYNC}), both, NOW) == {SYNC, ADA, BO}


def test_a_secret_that_a_program_made_is_in_the_hand_of_who_holds_that_program() -> None:
    chain = [Held(SYNC, ADA, None), Held(DESK, SYNC, None)]
    assert one_hand(frozenset({ADA}), chain, NOW) == {ADA, SYNC, DESK}
    assert one_hand(frozenset({DESK}), chain, NOW) == {DESK, SYNC, ADA}


def test_what_ended_a_day_before_counts_no_more_and_what_ended_since_does() -> None:
    hour = timedelta(hours=1)
    assert one_hand(frozenset({ADA}), [Held(SYNC, ADA, NOW)], NOW + BEGUN) == {ADA}
    assert one_hand(frozenset({ADA}), [Held(SYNC, ADA, NOW)], NOW + BEGUN - hour) == {ADA, SYNC}


def test_who_held_the_program_that_made_a_secret_has_it_still_after_that_program_has_ended() -> None:
    chain = [Held(SYNC, ADA, NOW - 9 * BEGUN), Held(DESK, SYNC, None)]
    assert one_hand(frozenset({ADA}), chain, NOW) == {ADA, DESK}
    assert one_hand(frozenset({DESK}), chain, NOW) == {DESK, SYNC, ADA}


def test_behind_a_program_stands_who_made_its_secret_and_behind_a_person_nobody() -> None:
    chain = [*HELD, Held(104, SYNC, NOW)]
    assert behind(frozenset({ADA}), chain, NOW) == {ADA}
    assert behind(frozenset({BO, 104}), chain, NOW) == {BO, 104, SYNC, ADA}
    assert behind(frozenset({BO, 104}), chain, NOW + BEGUN) == {BO, 104}


def test_programs_that_made_secrets_of_each_other_end() -> None:
    ring = [Held(SYNC, DESK, None), Held(DESK, SYNC, None)]
    assert one_hand(frozenset({SYNC}), ring, NOW) == {SYNC, DESK}


@pytest.mark.parametrize("seed", range(20))
def test_the_programs_of_a_person_are_those_whose_hand_the_person_is(seed: int) -> None:
    """The two ways to ask, over any secrets that programs and people made of each other."""
    chance = random.Random(seed)
    programs = range(101, 106)
    ends = [None, *(NOW + days * BEGUN for days in range(-6, 6))]
    held = [Held(chance.choice(programs), chance.choice([ADA, BO, *programs]), chance.choice(ends)) for _ in range(9)]
    found = acted_as(ADA, held)
    for since in (NOW + n * BEGUN / 2 for n in range(-8, 8)):
        theirs = {id for id, until in found.items() if until is None or until > since}
        assert theirs == {id for id in programs if ADA in one_hand(frozenset({id}), held, since)}
