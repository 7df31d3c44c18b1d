"""Custom fields as clients send them (contract/invoices-and-catalog.md sections 3.3, 3.5 and 9).

Stored are texts, numbers as text in their shortest form (so that 1 and 1.0 are the same), dates as YYYY-MM-DD, true and
false; null says that there is no value, also where there is a default.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from payables.custom_fields.model import FieldSpec, FieldType, number_text
from payables.kit.bad_value import BadValueError
from payables.kit.dates import parse_date
from payables.kit.errors import FieldError
from payables.kit.text import clean_text

LONGEST_TEXT = 1_000


def read_fields(
    specs: Mapping[str, FieldSpec], sent: Mapping[str, Any], path: str
) -> tuple[dict[str, Any], list[FieldError]]:
    """Values of all fields, with defaults for those left out, and every fault at path.KEY."""
    strangers = [key for key in sent if key not in specs]
    sentence = f"There is no such field: the fields are {', '.join(sorted(specs))}."
    faults = [FieldError(f"{path}.{key}", sentence, "unknown_custom_field") for key in strangers]
    values: dict[str, Any] = {}
    for key, spec in specs.items():
        try:
            value = _value(spec, sent)
        except BadValueError as error:
            faults.append(FieldError(f"{path}.{key}", error.sentence, error.code))
            continue
        if value is not None or key in sent:
            values[key] = value
    return values, faults


def read_value(type_: FieldType, choices: tuple[str, ...], value: Any) -> Any:
    """One value that is not null, as it is stored. Raises BadValueError."""
    if type_ is FieldType.NUMBER:
        return _number(value)
    if type_ is FieldType.BOOLEAN:
        return _boolean(value)
    if type_ is FieldType.DATE:
        return _date(value)
    text = _text(value)
    if type_ is FieldType.CHOICE and text not in choices:
        raise BadValueError("not_a_choice", f"Send one of {', '.join(choices)}.")
    return text


def _value(spec: FieldSpec, sent: Mapping[str, Any]) -> Any:
    value = sent.get(spec.key)
    found = spec.default if spec.key not in sent else None
    if value is not None:
        found = read_value(spec.type, spec.choices, value)
    if spec.required and found in (None, ""):
        raise BadValueError("required", "This field is required.")
    return found


def _number(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise BadValueError("not_a_number", "Send a number.")
    return number_text(value)


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValueError("not_a_boolean", "Send true or false.")
    return value


def _date(value: Any) -> str:
    if not isinstance(value, str):
        raise BadValueError("invalid_date", "A date is written YYYY-MM-DD, such as 2024-12-31.")
    return parse_date(value).isoformat()


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadValueError("not_a_text", "Send a text.")
    return clean_text(value.strip(), LONGEST_TEXT)
