"""The parts of a split as clients send them: shapes, percentages and what they come to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from payables.coding.errors import SplitDoesNotAddUp
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError
from payables.kit.money import check_amount, check_quantity
from payables.kit.text import clean_text

MOST_PARTS = 100
LONGEST_MEMO = 1_000
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class SentPart:
    """One part, its dimensions and custom fields not yet looked up."""

    percent: Decimal | None
    amount: Decimal | None
    memo: str | None
    dimensions: Mapping[str, Any]
    custom_fields: Mapping[str, Any] | None


def read_parts(sent: Any, currency: str | None, path: str = "splits") -> tuple[list[SentPart], list[FieldError]]:
    """All parts, by percent or all by amount; without a currency by percent alone. Every fault is found."""
    if not isinstance(sent, list) or not 1 <= len(sent) <= MOST_PARTS:
        return [], [FieldError(path, f"Send a list of 1 to {MOST_PARTS} parts.", "invalid")]
    faults: list[FieldError] = []
    parts = [_part(raw, currency, f"{path}[{n}]", faults) for n, raw in enumerate(sent)]
    if not faults and len({part.percent is None for part in parts}) > 1:
        faults.append(FieldError(path, "Send a percent for every part, or an amount for every part.", "mixed_parts"))
    return parts, faults


def check_sum(parts: Sequence[SentPart], whole: Decimal | None) -> None:
    """Percentages come to exactly 100, amounts to exactly `whole`. Raises SplitDoesNotAddUp."""
    if parts[0].percent is not None:
        _check("percent", [part.percent for part in parts], WHOLE)
    elif whole is not None:
        _check("", [part.amount for part in parts], whole)


def _check(unit: str, shares: Sequence[Decimal | None], whole: Decimal) -> None:
    total = sum((share for share in shares if share is not None), Decimal(0))
    if total != whole:
        told = [f"{_plain(value)} {unit}".strip() for value in (total, whole, whole - total)]
        raise SplitDoesNotAddUp(parts=told[0], whole=told[1], difference=told[2])


def _plain(value: Decimal) -> str:
    """Without exponent and without zeros that say nothing."""
    return format(value.normalize(), "f") if value else "0"


def _part(raw: Any, currency: str | None, path: str, faults: list[FieldError]) -> SentPart:
    if not isinstance(raw, dict):
        faults.append(FieldError(path, "A part is an object.", "invalid"))
        return SentPart(None, None, None, {}, None)
    found: dict[str, Any] = {}
    readers: dict[str, Callable[[Any], Any]] = {
        "percent": _percent,
        "amount": lambda value: _amount(value, currency),
        "memo": _memo,
        "dimensions": _object,
        "custom_fields": _object,
    }
    for name, read in readers.items():
        value = raw.get(name)
        try:
            found[name] = None if value is None else read(value)
        except BadValueError as error:
            faults.append(FieldError(f"{path}.{name}", error.sentence, error.code))
            found[name] = value
    if (found["percent"] is None) == (found["amount"] is None):
        faults.append(FieldError(path, "Send either percent or amount.", "percent_or_amount"))
    return SentPart(found["percent"], found["amount"], found["memo"], found["dimensions"] or {}, found["custom_fields"])


def _percent(value: Any) -> Decimal:
    percent = check_quantity(_number(value))
    if not 0 < percent <= WHOLE:
        raise BadValueError("invalid_percent", "A percentage is more than 0 and at most 100.")
    return percent


def _amount(value: Any, currency: str | None) -> Decimal:
    if currency is None:
        raise BadValueError("percent_needed", "A rule for later invoices needs percentages: send percent.")
    return check_amount(_number(value), currency)


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise BadValueError("invalid_amount", "Send a number.")
    return Decimal(value)


def _memo(value: Any) -> str | None:
    if not isinstance(value, str):
        raise BadValueError("invalid", "Send a text.")
    return clean_text(value.strip(), LONGEST_MEMO) or None


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadValueError("invalid", "Send an object.")
    return value
