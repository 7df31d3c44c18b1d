"""Days that a report is of, and the weeks or months that it is told by. Days begin and end in UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from payables.kit.bad_value import BadValueError
from payables.kit.dates import last_day_of_month

USUAL = timedelta(days=89)  # with the last day 90
LONGEST = timedelta(days=1100)  # three years
DAY = timedelta(days=1)


class PeriodError(BadValueError):
    """Two days that are no period. Codes: out_of_range, too_long."""


class Per(StrEnum):
    """How long a step of a report is; weeks begin on Monday."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Period:
    """Both days are included."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        return datetime.combine(self.first, time.min, UTC)

    @property
    def end(self) -> datetime:
        """The first instant that is no more in it."""
        return datetime.combine(self.last + DAY, time.min, UTC)


def period_of(first: date | None, last: date | None, today: date) -> Period:
    """Left out: until today, and 90 days in all. Raises PeriodError."""
    last = last or today
    first = first or last - USUAL
    if last < first:
        raise PeriodError("out_of_range", "The period ends before it begins.")
    if last - first > LONGEST:
        raise PeriodError("too_long", "Ask for three years at most.")
    return Period(first, last)


def steps_of(period: Period, per: Per) -> Iterator[Period]:
    """Its weeks or months in their order; the first and the last are cut off where the period is."""
    first = period.first
    while first <= period.last:
        last = min(_last_day(first, per), period.last)
        yield Period(first, last)
        first = last + DAY


def start_of(day: date, per: Per) -> date:
    """First day of the whole week or month that the day is in."""
    return day.replace(day=1) if per is Per.MONTH else day - timedelta(days=day.weekday())


def _last_day(day: date, per: Per) -> date:
    return last_day_of_month(day) if per is Per.MONTH else day + timedelta(days=6 - day.weekday())
