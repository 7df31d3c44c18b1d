from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.kit.dates import (
    DateError,
    Window,
    format_plain,
    format_utc,
    last_day_of_month,
    parse_date,
    parse_filter_instant,
    parse_utc_filter,
    parse_window,
    within_days,
)

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
INSTANTS = st.datetimes(
    min_value=datetime(1900, 1, 2),  # noqa: DTZ001 - hypothesis wants naive bounds
    max_value=datetime(2200, 12, 30),  # noqa: DTZ001 - hypothesis wants naive bounds
    timezones=st.timedeltas(timedelta(hours=-12), timedelta(hours=14)).map(
        lambda ahead: timezone(timedelta(minutes=ahead // timedelta(minutes=1)))
    ),
)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def refusal(call, *arguments, **named):
    with pytest.raises(DateError) as caught:
        call(*arguments, **named)
    assert caught.value.sentence.endswith(".")
    return caught.value.code


def test_a_date_is_year_month_day():
    assert parse_date("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025-02-29", "impossible_date"),
        ("2025-02-30", "impossible_date"),
        ("2100-02-29", "impossible_date"),
        ("2025-13-01", "impossible_date"),
        ("2025-00-10", "impossible_date"),
        ("2025-06-00", "impossible_date"),
        ("1899-12-31", "date_out_of_range"),
        ("2201-01-01", "date_out_of_range"),
        ("0000-01-01", "date_out_of_range"),
        ("", "invalid_date"),
        ("20250101", "invalid_date"),
        ("2025-1-1", "invalid_date"),
        ("2025-01-01 ", "invalid_date"),
        ("2025-01-01\n", "invalid_date"),
        ("2025-01-01T00:00:00Z", "invalid_date"),
        ("01/02/2025", "invalid_date"),
        ("２０２５-01-01", "invalid_date"),
        ("2025-W01-1", "invalid_date"),
    ],
)
def test_what_is_not_a_date_is_refused(text, code):
    assert refusal(parse_date, text) == code


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2024-12-31", utc(2024, 12, 31)),
        ("2024-12-31 23:59:59", utc(2024, 12, 31, 23, 59, 59)),
    ],
)
def test_a_plain_filter_is_read_as_utc(text, instant):
    assert parse_filter_instant(text) == instant
    assert parse_utc_filter(text) == instant


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2024-12-31T23:59:59", "invalid_date"),
        ("2024-12-31 23:59", "invalid_date"),
        ("2024-12-31 23:59:59Z", "invalid_date"),
        ("2024-12-31 24:00:00", "impossible_date"),
        ("2024-12-31 23:60:00", "impossible_date"),
        ("2024-12-31 23:59:60", "impossible_date"),
        ("2024-02-30 10:00:00", "impossible_date"),
        ("", "invalid_date"),
        ("yesterday", "invalid_date"),
    ],
)
def test_other_plain_filters_are_refused(text, code):
    assert refusal(parse_filter_instant, text) == code


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2025-05-20T15:17:35.652584Z", utc(2025, 5, 20, 15, 17, 35, 652584)),
        ("2025-05-20T15:17:35.6525849Z", utc(2025, 5, 20, 15, 17, 35, 652584)),
        ("2025-05-20T15:17:35.5Z", utc(2025, 5, 20, 15, 17, 35, 500000)),
        ("2025-05-20T15:17:35Z", utc(2025, 5, 20, 15, 17, 35)),
        ("2025-05-20t15:17:35z", utc(2025, 5, 20, 15, 17, 35)),
        ("2025-05-20T15:17Z", utc(2025, 5, 20, 15, 17)),
        ("2025-05-20T15:17:35", utc(2025, 5, 20, 15, 17, 35)),
        ("2025-05-20T15:17:35+02:00", utc(2025, 5, 20, 13, 17, 35)),
        ("2025-05-20T15:17:35 02:00", utc(2025, 5, 20, 13, 17, 35)),
        ("2025-05-20 15:17:35 02:00", utc(2025, 5, 20, 13, 17, 35)),
        ("2025-05-20T15:17:35.25 0530", utc(2025, 5, 20, 9, 47, 35, 250000)),
        ("2025-05-20T23:17:35-05:00", utc(2025, 5, 21, 4, 17, 35)),
        ("2025-05-20T15:17:35+02", utc(2025, 5, 20, 13, 17, 35)),
    ],
)
def test_a_utc_filter_takes_iso_8601_with_any_zone(text, instant):
    parsed = parse_utc_filter(text)
    assert parsed == instant
    assert parsed.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025-05-20T15:17:35+99:00", "impossible_date"),
        ("2025-05-20T15:17:35+02:75", "impossible_date"),
        ("2025-02-30T00:00:00Z", "impossible_date"),
        ("2025-05-20T25:00:00Z", "impossible_date"),
        ("9999-12-31T23:59:59-14:00", "date_out_of_range"),
        ("2025-05-20Z", "invalid_date"),
        ("2025-05-20T15:17:35  02:00", "invalid_date"),
        ("2025-05-20T15:17:35.0000000000Z", "invalid_date"),
        ("2025-05-20T15:17:35Z\n", "invalid_date"),
        ("", "invalid_date"),
    ],
)
def test_other_utc_filters_are_refused(text, code):
    assert refusal(parse_utc_filter, text) == code


def test_a_window_without_bounds_is_open():
    assert parse_window() == Window(None, None)


def test_the_utc_twin_wins():
    window = parse_window("not looked at", "2025-01-31", from_utc="2025-01-01T12:00:00Z")
    assert window == Window(utc(2025, 1, 1, 12), utc(2025, 1, 31))


def test_a_window_may_be_one_instant_but_not_start_after_its_end():
    assert parse_window("2025-01-01", "2025-01-01").start == utc(2025, 1, 1)
    assert refusal(parse_window, "2025-01-02", "2025-01-01") == "start_after_end"
    assert refusal(parse_window, "2025-01-01", to_utc="2025-01-01T00:00:00+01:00") == "start_after_end"


@pytest.mark.parametrize(
    ("bounds", "field"),
    [
        ({"from_": "x"}, "from"),
        ({"to": ""}, "to"),
        ({"from_utc": "x"}, "from_utc"),
        ({"to": "2025-01-01", "to_utc": "x"}, "to_utc"),
    ],
)
def test_a_bad_bound_is_named(bounds, field):
    with pytest.raises(DateError) as caught:
        parse_window(**bounds)
    assert (caught.value.code, caught.value.field) == ("invalid_date", field)


def test_a_window_is_measured_to_now_when_it_has_no_end():
    now = utc(2025, 1, 31)
    assert within_days(Window(utc(2025, 1, 1), None), 30, now)
    assert not within_days(Window(utc(2025, 1, 1), None), 30, now + timedelta(microseconds=1))
    assert within_days(Window(utc(2024, 1, 1), utc(2024, 1, 31)), 30, now)
    assert not within_days(Window(utc(2024, 1, 1), utc(2024, 2, 1)), 30, now)


def test_a_window_without_a_start_has_no_length():
    assert not within_days(Window(None, utc(2025, 1, 1)), 30, utc(2025, 1, 1))


def test_instants_are_written_with_microseconds_and_their_plain_twin_without():
    instant = utc(2025, 5, 20, 15, 17, 35, 652584)
    assert format_utc(instant) == "2025-05-20T15:17:35.652584Z"
    assert format_plain(instant) == "2025-05-20T15:17:35Z"
    assert format_utc(utc(2024, 12, 5, 10, 30)) == "2024-12-05T10:30:00.000000Z"
    assert format_plain(utc(2024, 12, 5, 10, 30)) == "2024-12-05T10:30:00Z"


@pytest.mark.parametrize("write", [format_utc, format_plain])
def test_an_instant_without_a_zone_is_not_written(write):
    with pytest.raises(ValueError, match="time zone"):
        write(datetime(2025, 1, 1))  # noqa: DTZ001 - the case in question


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2025, 2, 28), date(2025, 2, 28)),
        (date(2000, 2, 3), date(2000, 2, 29)),
        (date(2100, 2, 3), date(2100, 2, 28)),
        (date(2025, 12, 31), date(2025, 12, 31)),
        (date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_the_last_day_of_a_month_knows_leap_years(day, last):
    assert last_day_of_month(day) == last


@given(DAYS)
def test_every_date_comes_back(day):
    assert parse_date(day.isoformat()) == day
    assert parse_filter_instant(day.isoformat()).date() == day
    assert (last_day_of_month(day) + timedelta(days=1)).day == 1


@given(INSTANTS)
def test_every_instant_comes_back(instant):
    assert parse_utc_filter(format_utc(instant)) == instant
    assert parse_utc_filter(format_plain(instant)) == instant.replace(microsecond=0)
    assert parse_utc_filter(instant.isoformat()) == instant
    assert parse_utc_filter(instant.isoformat().replace("+", " ")) == instant


@given(st.text(max_size=40) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.]{0,12}[-+ Z]?[0-9:]{0,6}"))
def test_any_text_is_read_or_refused(text):
    for read in (parse_date, parse_filter_instant, parse_utc_filter):
        try:
            read(text)
        except DateError as error:
            assert error.code in {"invalid_date", "impossible_date", "date_out_of_range"}
