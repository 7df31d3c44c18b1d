"""Dates, instants and date windows of the API.

Dates are `date`; instants are aware UTC `datetime`. Formats: contract/platform.md section 5.2. Years run from 1900 to
2200, so that a slip of the keyboard (year 0202 or 20255) is refused instead of stored.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import msgspec

from payables.kit.bad_value import BadValueError

FIRST_YEAR = 1900
LAST_YEAR = 2200
LENGTH_OF_SECONDS = len("2024-12-05T10:30:00")
LENGTH_WITH_FRACTION = len("2025-05-20T15:17:35.652584Z")

_encode = msgspec.json.Encoder().encode

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_FILTER = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?: ([0-9]{2}):([0-9]{2}):([0-9]{2}))?")
# The blank before an offset is the "+" of a URL that the client did not write as %2B.
_ISO = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[Tt ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.(?P<fraction>[0-9]{1,9}))?)?"
    r"(?P<zone>[Zz]|(?P<sign>[-+ ])(?P<hours>[0-9]{2}):?(?P<minutes>[0-9]{2})?)?)?"
)


class DateError(BadValueError):
    """A text that is no date, or a window that is none. Codes: invalid_date, impossible_date, date_out_of_range,
    start_after_end.

    `field` says which bound of a window is meant: from, to, from_utc or to_utc; None outside `parse_window`.
    """

    def __init__(self, code: str, sentence: str, field: str | None = None) -> None:
        super().__init__(code, sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Window:
    """From one instant to another, both included; None is unbounded."""

    start: datetime | None = None
    end: datetime | None = None


def parse_date(text: str) -> date:
    """A calendar day written YYYY-MM-DD, ASCII digits, nothing around it."""
    found = _DATE.fullmatch(text)
    if found is None:
        raise DateError("invalid_date", "A date is written YYYY-MM-DD, such as 2024-12-31.")
    return _day(*map(int, found.groups()))


def parse_filter_instant(text: str) -> datetime:
    """A plain date filter: YYYY-MM-DD (00:00:00 UTC of that day) or "YYYY-MM-DD HH:MM:SS" (UTC)."""
    found = _FILTER.fullmatch(text)
    if found is None:
        raise DateError("invalid_date", 'A date filter is written YYYY-MM-DD or "YYYY-MM-DD HH:MM:SS", in UTC.')
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    return _instant(_day(year, month, day), hour, minute, second)


def parse_utc_filter(text: str) -> datetime:
    """A `_utc` filter: ISO 8601 with Z or an offset, or one of the plain forms; without a zone it is UTC.

    Digits of the second beyond microseconds are dropped.
    """
    found = _ISO.fullmatch(text)
    if found is None:
        raise DateError("invalid_date", "An instant is written in ISO 8601, such as 2024-12-31T23:59:59Z.")
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    microsecond = int((found["fraction"] or "0")[:6].ljust(6, "0"))
    local = _instant(parse_date(found["date"]), hour, minute, second, microsecond)
    return local - _offset(found)


def parse_window(
    from_: str | None = None, to: str | None = None, from_utc: str | None = None, to_utc: str | None = None
) -> Window:
    """The window of a pair of date filters and their `_utc` twins. A twin wins: the plain one is then not looked at."""
    start = _bound("from", from_, from_utc)
    end = _bound("to", to, to_utc)
    if start and end and start > end:
        field = "from" if from_utc is None else "from_utc"
        raise DateError("start_after_end", "The window starts after it ends: exchange the two dates.", field)
    return Window(start, end)


def within_days(window: Window, days: int, now: datetime) -> bool:
    """Whether a window has a start and is at most so many days long; an open end means now."""
    if window.start is None:
        return False
    return (window.end or now) - window.start <= timedelta(days=days)


def format_utc(instant: datetime) -> str:
    """A `_utc` field: ISO 8601 with microseconds and Z, as 2025-05-20T15:17:35.652584Z."""
    return format_twins(instant)[1]


def format_plain(instant: datetime) -> str:
    """The plain twin of a `_utc` field: the same instant in whole seconds, as 2024-12-05T10:30:00Z."""
    return format_twins(instant)[0]


def format_twins(instant: datetime) -> tuple[str, str]:
    """The plain field and its `_utc` twin, written once."""
    written = _written(instant)
    exact = written if len(written) == LENGTH_WITH_FRACTION else written[:-1] + ".000000Z"
    return written[:LENGTH_OF_SECONDS] + "Z", exact


def last_day_of_month(day: date) -> date:
    """The last day of the month that the day is in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _day(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateError("date_out_of_range", f"The year must be between {FIRST_YEAR} and {LAST_YEAR}.")
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError("impossible_date", "There is no such day in the calendar.") from None


def _instant(day: date, hour: int, minute: int, second: int, microsecond: int = 0) -> datetime:
    try:
        return datetime(day.year, day.month, day.day, hour, minute, second, microsecond, tzinfo=UTC)
    except ValueError:
        raise DateError("impossible_date", "There is no such time of day.") from None


def _offset(found: re.Match[str]) -> timedelta:
    """How far the written time is ahead of UTC."""
    if found["hours"] is None:
        return timedelta()
    hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
    if hours > 14 or minutes > 59:
        raise DateError("impossible_date", "There is no such offset from UTC.")
    ahead = timedelta(hours=hours, minutes=minutes)
    return -ahead if found["sign"] == "-" else ahead


def _bound(field: str, plain: str | None, utc: str | None) -> datetime | None:
    try:
        if utc is not None:
            field += "_utc"
            return parse_utc_filter(utc)
        return None if plain is None else parse_filter_instant(plain)
    except DateError as error:
        raise DateError(error.code, error.sentence, field) from None


def _written(instant: datetime) -> str:
    """With Z, and with six digits of a second unless they are zero. A list writes hundreds: msgspec takes a tenth of
    isoformat's time."""
    if instant.tzinfo is not UTC:
        if instant.tzinfo is None:
            raise ValueError("an instant without a time zone says nothing: pass an aware datetime")
        instant = instant.astimezone(UTC)
    return _encode(instant)[1:-1].decode()
