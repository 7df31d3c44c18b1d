"""One value in the ways that papers, people and ERPs write it."""

import pytest

from payables.learning.rules.same_value import other_way_round, same_value


@pytest.mark.parametrize(
    ("name", "one", "other", "expected"),
    [
        ("number", "RE-2041/a", "re 2041A", True),
        ("number", "2041", "02041", False),
        ("number", "--", "-", False),
        ("total_amount", "1250.50", "1250.5", True),
        ("total_amount", "-1250.50", "1250.50", True),
        ("total_amount", "1250.50", "1250.51", False),
        ("invoice_date", "2026-11-02", "2026-02-11", False),
        ("currency", "USD", "usd", True),
        ("number", None, None, True),
        ("number", None, "1", False),
    ],
)
def test_values_are_compared_by_their_kind(name: str, one: str | None, other: str | None, expected: bool) -> None:
    assert same_value(name, one, other) is expected
    assert same_value(name, other, one) is expected


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-05-04", "2026-04-05"), ("2026-05-05", None), ("2026-05-13", None)]
)
def test_day_and_month_are_exchanged_where_that_is_another_day(day: str, expected: str | None) -> None:
    assert other_way_round(day) == expected
