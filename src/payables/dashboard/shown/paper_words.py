"""Words of a paper as they are typed into a field: dates and amounts in the way in which that very paper writes them.

How a paper writes them is told by what was read of it: each value stands beside what is printed ("1.234,56" is 1234.56), and one
such pair says what "1.234" or "03.04.2026" means on this paper. Without one the locale of the person decides.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from babel import Locale
from babel.dates import get_month_names

from payables.dashboard.shown.typed import NotANumber, decimal_mark, read_number

AMOUNTS = ("total_amount", "total_tax", "net_amount", "amount_due")
DATES = ("invoice_date", "due_date", "delivery_date")
MONTHS_IN = ("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv")
_NUMBERS = re.compile(r"[0-9]+")
_NUMERIC = re.compile(r"([0-9]{1,4})[./\- ]\s?([0-9]{1,2})[./\- ]\s?([0-9]{2,4})")
_DIVIDES = re.compile(r"([.,])[0-9]{1,2}(?![0-9.,])")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Spelling:
    """`decimal_mark` is a dot or a comma; `day_first`: 03/04 is the third of April."""

    decimal_mark: str
    day_first: bool


def spelling_of(reading: Mapping[str, Any], locale: Locale) -> Spelling:
    """`reading` as the API's extraction."""
    marks = [mark for raw, value in _pairs(reading, AMOUNTS) if (mark := _mark_of(raw, value))]
    orders = [first for raw, value in _pairs(reading, DATES) if (first := _day_first(raw, value)) is not None]
    by_locale = not str(locale.date_formats["short"].pattern).lower().startswith("m")
    return Spelling(marks[0] if marks else decimal_mark(locale), orders[0] if orders else by_locale)


def normalised(text: str, kind: str, spelling: Spelling) -> Any:
    """ISO text of a date, Decimal of an amount, otherwise the text; None where it is no date or amount."""
    if kind in ("amount", "number"):
        try:
            return read_number(text, spelling.decimal_mark)
        except NotANumber:
            return None
    if kind == "day":
        found = read_day(text, day_first=spelling.day_first)
        return found.isoformat() if found else None
    return " ".join(text.split())


def read_day(text: str, *, day_first: bool) -> date | None:
    """In figures in any order, or with the month in a word of the languages that are read."""
    if found := _NUMERIC.search(text):
        return _of_figures(*map(int, found.groups()), day_first=day_first, begins_with_year=len(found[1]) == 4)
    return _of_words(text)


def _of_figures(one: int, two: int, three: int, *, day_first: bool, begins_with_year: bool) -> date | None:
    if begins_with_year:
        return _date(one, two, three)
    day, month = (one, two) if day_first else (two, one)
    if month > 12 >= day:
        day, month = month, day
    return _date(three, month, day)


def _of_words(text: str) -> date | None:
    figures = [int(figure) for figure in _NUMBERS.findall(text)]
    months = [month for word in _LETTERS.findall(text.casefold()) if (month := _month_of(word))]
    if not months or len(figures) < 2:
        return None
    day, year = (figures[1], figures[0]) if figures[0] > 31 else (figures[0], figures[1])
    return _date(year, months[0], day)


def _month_of(word: str) -> int | None:
    """By its name, or by the beginning of it."""
    for language in MONTHS_IN:
        for number, name in get_month_names("wide", locale=language).items():
            if name.casefold().startswith(word):
                return number
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year + CENTURY if year < 100 else year, month, day)
    except ValueError:
        return None


def _pairs(reading: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        field = reading.get(name)
        if field and field.get("raw"):
            yield field["raw"], field["value"]


def _mark_of(raw: str, value: str) -> str | None:
    """The only mark by which what is printed is this value; where either would do, the one before one or two last digits."""
    fitting = [mark for mark in ".," if _reads_as(raw, mark, value)]
    if len(fitting) == 1:
        return fitting[0]
    divides = _DIVIDES.search(raw)
    return divides[1] if fitting and divides else None


def _reads_as(raw: str, mark: str, value: str) -> bool:
    try:
        return read_number(raw, mark) == Decimal(value)
    except (NotANumber, InvalidOperation):
        return False


def _day_first(raw: str, value: str) -> bool | None:
    """None where it says nothing, as 03/03 and 2026-03-04 do."""
    fitting = [first for first in (True, False) if (day := read_day(raw, day_first=first)) and day.isoformat() == value]
    return fitting[0] if len(fitting) == 1 else None
