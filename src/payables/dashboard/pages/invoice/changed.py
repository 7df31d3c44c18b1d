"""What a form changes: fields that say something else than what stood there when the page was made."""

from collections.abc import Iterable, Mapping
from typing import Any

from babel import Locale

from payables.dashboard.pages.invoice.fields import CODED, CUSTOM, FormField, Kind
from payables.dashboard.pages.invoice.merged import is_touched, typed_in
from payables.dashboard.shown.typed import decimal_mark, read_number
from payables.dashboard.web.forms import Form
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields

RIGHT = "right."  # before the name of a field: somebody has looked, and it is right as it is


def changes_of(form: Form, invoice: Mapping[str, Any], fields: Iterable[FormField], locale: Locale) -> dict[str, Any]:
    """Of a PATCH, empty where nothing was changed. `invoice` is what is stored. Raises InvalidFields."""
    values, faults = _typed_values(form, fields, locale)
    if faults:
        raise InvalidFields(faults)
    changed = {name: value for name, value in values.items() if not name.startswith((CODED, CUSTOM))}
    if coded := _of(values, CODED):
        changed["dimensions"] = _without_nothing({**_coding(invoice), **coded})
    if custom := _of(values, CUSTOM):
        changed["custom_fields"] = _without_nothing({**(invoice["custom_fields"] or {}), **custom})
    return changed


def confirmed(form: Form, invoice: Mapping[str, Any]) -> list[str]:
    """Fields, and lines by their place (items[2]), that were said to be right as they are."""
    places = {f"line.{item['id']}": f"items[{n}]" for n, item in enumerate(invoice["items"])}
    names = [name.removeprefix(RIGHT) for name in form.values if name.startswith(RIGHT) and form.checked(name)]
    return [places.get(name, name) for name in names]


def value_of(text: str, field: FormField, locale: Locale) -> Any:
    """As the API takes it; what is empty takes a value away. Raises BadValueError."""
    if not text:
        return None
    if field.kind in (Kind.AMOUNT, Kind.NUMBER):
        return read_number(text, decimal_mark(locale))
    if field.kind is Kind.YES_NO:
        return text == "yes"
    return text.upper() if field.name == "currency" else text


def _typed_values(form: Form, fields: Iterable[FormField], locale: Locale) -> tuple[dict[str, Any], list[FieldError]]:
    values: dict[str, Any] = {}
    faults: list[FieldError] = []
    for field in fields:
        if not is_touched(form, field.name):
            continue
        try:
            values[field.name] = value_of(typed_in(form, field.name) or "", field, locale)
        except BadValueError as error:
            faults.append(FieldError(field.name, error.sentence, error.code))
    return values, faults


def _coding(invoice: Mapping[str, Any]) -> dict[str, str]:
    return {type_: coded["erp_dimension_id"] for type_, coded in invoice["dimensions"].items()}


def _of(values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {name.removeprefix(prefix): value for name, value in values.items() if name.startswith(prefix)}


def _without_nothing(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
