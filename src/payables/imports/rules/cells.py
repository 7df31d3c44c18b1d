"""Cells as the values that a JSON body would have."""

import re
from datetime import date
from decimal import Decimal

from payables.kit.bad_value import BadValueError
from payables.kit.dates import parse_date
from payables.kit.money import parse_amount

# With a decimal comma a dot divides thousands, and the other way round; both only in threes.
_GROUPS = {
    ".": re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?:[.,]|$))"),
    ",": re.compile(r"(?<=[0-9])\.(?=[0-9]{3}(?:[.,]|$))"),
}
_WORDS = {
    "true": True,
    "yes": True,
    "y": True,
    "1": True,
    "x": True,
    "false": False,
    "no": False,
    "n": False,
    "0": False,
}


def amount(cell: str, decimal_mark: str) -> Decimal:
    """Raises BadValueError."""
    return parse_amount(
        _GROUPS[decimal_mark].sub("", cell.replace("\u00a0", "").replace(" ", "")).replace(decimal_mark, ".")
    )


def day(cell: str) -> date:
    """YYYY-MM-DD: of 03/04/2026 nobody knows which is the month. Raises BadValueError."""
    return parse_date(cell)


def yes_or_no(cell: str) -> bool:
    """Raises BadValueError."""
    try:
        return _WORDS[cell.lower()]
    except KeyError:
        raise BadValueError("invalid", "Write yes or no.") from None


def number(cell: str) -> int:
    """An id. Raises BadValueError."""
    if not re.fullmatch(r"[0-9]{1,10}", cell):
        raise BadValueError("invalid_id", "Write the integer id.")
    return int(cell)
