"""Coding settings as clients send them. Every fault is found at once."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from payables.dimensions.model import DimensionType
from payables.kit.errors import FieldError

LOWEST_THRESHOLD = Decimal("0.5")

# Name in the API -> name in the record.
TYPES = {"required_header_dimensions": "required_header", "required_line_dimensions": "required_lines"}
SWITCHES = {"learned_coding": "learned", "learned_coding_applies": "learned_applies"}
_KNOWN = {str(type_): str(type_) for type_ in DimensionType} | {"cost_type": "costtype"}


def read_settings(sent: Mapping[str, Any]) -> tuple[dict[str, Any], list[FieldError]]:
    """The values that were sent, by their names in the record."""
    values: dict[str, Any] = {own: sent[name] for name, own in SWITCHES.items() if name in sent}
    faults: list[FieldError] = []
    for name, own in TYPES.items():
        if name in sent:
            values[own], wrong = _types(name, sent[name])
            faults += wrong
    if "threshold" in sent:
        values["threshold"] = Decimal(str(sent["threshold"]))
        faults += _faults_of_threshold(values["threshold"])
    return values, faults


def _types(name: str, sent: list[str]) -> tuple[tuple[str, ...], list[FieldError]]:
    """In lower case, each once, in the order in which they were sent."""
    known = [_KNOWN.get(type_.casefold()) for type_ in sent]
    sentence = "There is no such dimension type: see the documented values of ottimate_type."
    faults = [FieldError(f"{name}[{n}]", sentence, "invalid_type") for n, type_ in enumerate(known) if type_ is None]
    return tuple(dict.fromkeys(type_ for type_ in known if type_)), faults


def _faults_of_threshold(sent: Decimal) -> list[FieldError]:
    if sent.is_finite() and LOWEST_THRESHOLD <= sent <= 1 and sent == round(sent, 3):
        return []
    sentence = f"Send a number from {LOWEST_THRESHOLD} to 1 with at most three decimals."
    return [FieldError("threshold", sentence, "out_of_range")]
