"""The day on which a paper came."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from payables.capture.rules.arrival import arrived_on, received_on
from payables.kit.bad_value import BadValueError

UPLOADED = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        (None, "2026-11-20"),
        ("2019-05-02", "2019-05-02"),
        ("2031-01-01", "2026-11-20"),  # nothing comes after it was uploaded
        ("last week", "2026-11-20"),
    ],
)
def test_a_paper_came_when_it_was_uploaded_unless_its_sender_says_an_earlier_day(said: str | None, day: str) -> None:
    assert arrived_on(UPLOADED, said) == date.fromisoformat(day)


@pytest.mark.parametrize("said", ["05/02/2019", "2019-02-30", 20190502, "", ["2019-05-02"]])
def test_what_is_no_date_is_refused(said: Any) -> None:
    with pytest.raises(BadValueError):
        received_on({"received_on": said})


def test_metadata_need_not_say_it() -> None:
    assert received_on({"batch": 7}) is None
