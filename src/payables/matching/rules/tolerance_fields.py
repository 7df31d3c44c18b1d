"""Tolerances as clients send them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError
from payables.kit.money import check_unit_price

LIMITS = (
    "price_percent",
    "price_amount",
    "quantity_percent",
    "quantity_amount",
    "charge_percent",
    "charge_amount",
)
MOST_PERCENT = Decimal(100)


def read_limits(sent: Mapping[str, Any]) -> tuple[dict[str, Decimal | None], list[FieldError]]:
    """Those that were sent; null takes a limit away."""
    values: dict[str, Decimal | None] = {}
    faults: list[FieldError] = []
    for name in LIMITS:
        if name in sent:
            values[name] = sent[name]
            faults += _faults(name, sent[name])
    return values, faults


def _faults(name: str, value: Decimal | None) -> list[FieldError]:
    if value is None:
        return []
    try:
        check_unit_price(value)
    except BadValueError as error:
        return [FieldError(name, error.sentence, error.code)]
    if value < 0:
        return [FieldError(name, "A tolerance is zero or more.", "out_of_range")]
    if name.endswith("_percent") and value > MOST_PERCENT:
        return [FieldError(name, "A percentage is at most 100.", "out_of_range")]
    return []
