"""When are two values of a field the same? Papers, people and ERPs write one value in several ways."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from payables.kit.text import normal_number
from payables.learning.model import KINDS, Kind

_RUN = re.compile(r"[A-Z]+|9+")
_LONGEST = 24


def same(name: str, one: str | None, other: str | None) -> bool:
    """Whether both are values and are the same one, or none is."""
    if one is None or other is None:
        return one is other
    return one == other or (normal := _NORMAL[KINDS[name]])(one) == normal(other)


def shape_of(value: str) -> str:
    """Letters as A, figures as 9, other marks as they are: RE-2041/a -> AA-9999/A."""
    return "".join("9" if c.isdigit() else "A" if c.isalpha() else c for c in value[:_LONGEST])


def likeness_of_shapes(one: str, other: str) -> float:
    """1 for the same shape, 0.6 where only the lengths of its runs differ, else 0."""
    if one == other:
        return 1.0
    return 0.6 if _runs(one) == _runs(other) else 0.0


def other_way_round(day: str) -> str | None:
    """The date with day and month exchanged (ISO 8601), if that is another one."""
    year, month, of_month = day.split("-")
    if month == of_month or int(of_month) > 12:
        return None
    return date(int(year), int(of_month), int(month)).isoformat()


def _runs(shape: str) -> str:
    return _RUN.sub(lambda run: run[0][0], shape)


def _amount(text: str) -> object:
    """Without its sign, which is a convention on credit memos."""
    try:
        return abs(Decimal(text))
    except InvalidOperation:
        return text


def _identifier(text: str) -> object:
    return normal_number(text) or text


_NORMAL = {
    Kind.AMOUNT: _amount,
    Kind.DATE: str.strip,
    Kind.IDENTIFIER: _identifier,
    Kind.CODE: str.casefold,
    Kind.LINES: str,
}
