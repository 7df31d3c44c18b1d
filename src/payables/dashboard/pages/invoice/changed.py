"""What a form changes: fields that say something else than what stood there when the page was made."""

from collections.abc import Iterable, Mapping
from typing import Any

from babel import Locale

from payables.dashboard.pages.invoice.fields import CODED, CUSTOM, FormField, Kind
from payables.dashboard.pages.invoice.merged import is_touched, typed_in
from payables.dashboard.pages.invoice.shown_fields import stored_of
from payables.dashboard.shown.typed import decimal_mark, read_number
from payables.dashboard.web.forms import Form
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields

RIGHT = "right."  # before the name of a field: somebody has looked, and it is right as it is


def changes_of(form: Form, invoice: Mapping[str, Any], fields: Iterable[FormField], locale: Locale) -> dict[str, Any]:
    """Of a PATCH, empty where nothing was changed or confirmed. `invoice` is what is stored. Raises InvalidFields."""
    values, faults = _typed_values(form, fields, locale)
    if faults:
        raise InvalidFields(faults)
    changed = {name: value for name, value in values.items() if not name.startswith((CODED, CUSTOM))}
    if coded := _of(values, CODED):
        changed["dimensions"] = _without_nothing({**_coding(invoice), **coded})
    if custom := _of(values, CUSTOM):
        changed["custom_fields"] = _without_nothing({**(invoice["custom_fields"] or {}), **custom})
    return {**_confirmed(form, invoice, fields), **changed}


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


def _confirmed(form: Form, invoice: Mapping[str, Any], fields: Iterable[FormField]) -> dict[str, Any]:
    """Named with the value that it has: that answers the question whether it is right."""
    named = {field.name: stored_of(invoice, field) for field in fields if form.checked(f"{RIGHT}{field.name}")}
    named = {name: value for name, value in named.items() if value is not None}
    if any(name.startswith(CODED) for name in named):
        named["dimensions"] = _coding(invoice)
    return {name: value for name, value in named.items() if not name.startswith((CODED, CUSTOM))}


def _coding(invoice: Mapping[str, Any]) -> dict[str, str]:
    return {type_: coded["erp_dimension_id"] for type_, coded in invoice["dimensions"].items()}


def _of(values: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {name.removeprefix(prefix): value for name, value in values.items() if name.startswith(prefix)}


def _without_nothing(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
