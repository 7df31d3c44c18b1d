"""When are two values of a field the same? Papers, people and ERPs write one value in several ways."""

from datetime import date
from decimal import Decimal, InvalidOperation

from payables.kit.text import normal_number
from payables.learning.model.fields import KINDS, Kind


def same_value(name: str, one: str | None, other: str | None) -> bool:
    """Whether both are values and are the same one, or none is."""
    if one is None or other is None:
        return one is other
    return one == other or (normal := _NORMAL[KINDS[name]])(one) == normal(other)


def other_way_round(day: str) -> str | None:
    """The date with day and month exchanged (ISO 8601), if that is another one."""
    year, month, of_month = day.split("-")
    if month == of_month or int(of_month) > 12:
        return None
    return date(int(year), int(of_month), int(month)).isoformat()


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
