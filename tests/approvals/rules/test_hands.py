"""Which seats of a chain may have been filled by one hand."""

from datetime import UTC, datetime

import pytest

from payables.access.rules.hands import Held, behind
from payables.approvals.rules.hands import Seat, of_one_hand

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
ADA, BO, CY, PORTAL, DESK, SYNC = 1, 2, 3, 101, 102, 103
HELD = [Held(DESK, ADA, None), Held(SYNC, ADA, None)]  # the operator made the portal's

# (person, who was signed in) of one seat and of another; by one hand, and if the second one is forced
TABLE: dict[str, tuple[tuple[int, int | None], tuple[int, int | None], bool, bool]] = {
    "two people": ((ADA, ADA), (BO, BO), False, False),
    "two people by the portal": ((ADA, PORTAL), (BO, PORTAL), False, False),
    "one person twice": ((ADA, ADA), (ADA, DESK), False, False),
    "a person, then their program for another": ((ADA, ADA), (BO, DESK), True, True),
    "their program for another, then the person": ((BO, DESK), (ADA, ADA), True, False),
    "their program for another, then the portal for the person": ((BO, DESK), (ADA, PORTAL), True, False),
    "their program for two": ((BO, DESK), (CY, DESK), True, True),
    "two programs of one person": ((BO, DESK), (CY, SYNC), True, True),
    "their program for them, then the other": ((ADA, DESK), (BO, BO), False, False),
    "their program in its own name, then the person": ((DESK, DESK), (ADA, ADA), True, False),
    "the person, then their program in its own name": ((ADA, ADA), (DESK, DESK), True, True),
    "a program in its own name, then for another": ((PORTAL, PORTAL), (BO, PORTAL), True, True),
    "work of the program itself": ((ADA, None), (BO, None), False, False),
}


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("case", TABLE)
def test_which_seats_are_of_one_hand(case: str, force: bool) -> None:
    first, second, plainly, forced = TABLE[case]
    before, now = Seat(*first, NOW), Seat(*second, NOW)
    known = {one: behind(one.users, HELD, NOW) for one in (before, now)}
    assert bool(of_one_hand(now, [before], known, own_name=force)) is (forced if force else plainly)


def test_two_who_hold_one_program_fill_their_own_seats() -> None:
    held = [Held(DESK, ADA, None), Held(DESK, BO, None)]
    before, now = Seat(ADA, ADA, NOW), Seat(BO, BO, NOW)
    assert (
        of_one_hand(now, [before], {one: behind(one.users, held, NOW) for one in (before, now)}, own_name=False) == []
    )
