"""Each share has its own denominator: papers read, judged, and judged among those that passed."""

from datetime import UTC, datetime
from uuid import UUID

from payables.capture.rules.outcomes import PaperTold
from payables.capture.rules.tallies import by_month
from payables.extraction.training.tally import Tally

OCTOBER, NOVEMBER = datetime(2026, 10, 31, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
IDS = [UUID(int=n) for n in range(4)]


def told(upload: UUID, *, straight: bool, right: bool) -> PaperTold:
    return PaperTold(upload, NOVEMBER, straight, right, ())


def test_what_nobody_has_judged_is_read_all_the_same_in_the_month_of_reading() -> None:
    read = [(IDS[0], OCTOBER, True), (IDS[1], NOVEMBER, True), (IDS[2], NOVEMBER, False), (IDS[3], NOVEMBER, True)]
    judged = [
        told(IDS[0], straight=True, right=False),
        told(IDS[1], straight=True, right=True),
        told(IDS[2], straight=False, right=True),
    ]
    assert by_month(read, judged) == [Tally("2026-10", 1, 1, 1, 1, 0), Tally("2026-11", 3, 2, 2, 1, 1)]


def test_where_nothing_was_read_there_is_no_month() -> None:
    assert by_month([], []) == []
