"""Dates, numbers and money as people of a place read them."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.dashboard.shown import values
from payables.dashboard.shown.values import locale_of


@pytest.mark.parametrize(
    ("accepted", "found"),
    [
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("en-GB,en;q=0.5", "en_GB"),
        ("tlh", "en_US"),
        ("", "en_US"),
        (None, "en_US"),
        ("*", "en_US"),
        ("de_CH\u00fc,fr", "fr"),
    ],
)
def test_the_first_offered_language_of_the_browser_decides(accepted: str | None, found: str) -> None:
    assert str(locale_of(accepted)) == found


@given(st.text(max_size=200))
def test_no_header_breaks_a_page(accepted: str) -> None:
    assert locale_of(accepted).language


@pytest.mark.parametrize(
    ("amount", "currency", "language", "shown"),
    [
        ("1234.5", "USD", "en-US", "$1,234.50"),
        ("-1234.5", "EUR", "de", "-1.234,50\u00a0€"),
        ("1234", "JPY", "en-US", "¥1,234"),
        ("1.2345", "USD", "en-US", "$1.2345"),
        ("12.345", "KWD", "en-US", "KWD\u00a012.345"),
        ("5", "XXX", "en-US", "5 XXX"),
        ("5", None, "en-US", "5"),
    ],
)
def test_money_has_its_currency_and_every_digit(amount: str, currency: str | None, language: str, shown: str) -> None:
    assert values.money(Decimal(amount), currency, locale_of(language)) == shown


def test_what_is_not_there_is_a_dash() -> None:
    english = locale_of("en")
    assert {values.day(None, english), values.money(None, "USD", english), values.number(None, english)} == {"—"}


def test_days_are_written_as_the_place_writes_them() -> None:
    assert values.day("2026-11-02", locale_of("en-US")) == "Nov 2, 2026"
    assert values.day("2026-11-02", locale_of("de")) == "02.11.2026"


def test_instants_say_that_they_are_utc() -> None:
    assert values.instant("2026-11-02T13:05:00Z", locale_of("en-GB")) == "2 Nov 2026, 13:05:00 UTC"
    kept = datetime(2026, 11, 2, 14, 5, tzinfo=timezone(timedelta(hours=1)))
    assert values.instant(kept, locale_of("en-GB")) == "2 Nov 2026, 13:05:00 UTC"


def test_how_long_ago_is_told_roughly() -> None:
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert values.ago("2026-11-18T12:00:00Z", now, locale_of("en-US")) == "3 days ago"
