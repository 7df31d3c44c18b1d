"""How long what is confirmed is held."""

from datetime import UTC, datetime, timedelta

import pytest

from payables.vendors.model import VendorSettings
from payables.vendors.rules.bank_hold import hold_of

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "left", "held"),
    [
        (24, [], 24),
        (0, [(0, 24)], 24),  # (hours ago, the hours that stood until then)
        (0, [(23, 24)], 24),
        (0, [(24, 24)], 0),
        (0, [(10, 24), (9, 12)], 24),  # in two steps
        (0, [(30, 24), (9, 12)], 12),
        (48, [(1, 24)], 48),
        (0, [(500, 720)], 720),
    ],
)
def test_the_hours_that_stood_before_count_on_for_as_long_as_they_are(
    hours: int, left: list[tuple[int, int]], held: int
) -> None:
    before = [(NOW - timedelta(hours=ago), stood) for ago, stood in left]
    assert hold_of(VendorSettings(hours), before, NOW) == timedelta(hours=held)
