"""What the fields of a dimension may hold (contract/platform.md section 8.2)."""

from collections.abc import Mapping

from payables.dimensions.rules.types import read_type
from payables.kit.errors import FieldError
from payables.kit.text import TextError, clean_text

LONGEST = {"erp_type": 255, "ottimate_type": 20, "name": 500, "code": 255, "reference_id": 255, "erp_dimension_id": 255}


def read_fields(sent: Mapping[str, object]) -> tuple[dict[str, str], list[FieldError]]:
    """The known fields among those that were sent, as they are stored, and what is wrong with the others.

    None of them may be null or blank: no text of the contract has a dimension without one of its six fields.
    """
    values: dict[str, str] = {}
    faults: list[FieldError] = []
    for name in [name for name in LONGEST if name in sent]:
        value = _read(name, sent[name])
        if isinstance(value, FieldError):
            faults.append(value)
        else:
            values[name] = value
    return values, faults


def missing_fields(values: Mapping[str, str]) -> list[FieldError]:
    """What a new dimension still needs."""
    return [FieldError(name, "This field is required.", "required") for name in LONGEST if name not in values]


def _read(name: str, value: object) -> str | FieldError:
    if not isinstance(value, str) or not value.strip():
        return FieldError(name, "This field is required.", "required")
    try:
        text = clean_text(value, LONGEST[name])
    except TextError as error:
        return FieldError(name, error.sentence, error.code)
    if name != "ottimate_type":
        return text
    found = read_type(text)
    return found or FieldError(name, f"There is no dimension type {text!r}: see the documented values.", "invalid_type")
