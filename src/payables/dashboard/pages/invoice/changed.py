"""What a form changes: fields that say something else than what stood there when the page was made."""

from collections.abc import Iterator
from typing import Any

from babel import Locale

from payables.dashboard.pages.invoice.fields import FIELDS, WAS, FormField, Kind
from payables.dashboard.shown.typed import decimal_mark, read_number
from payables.dashboard.web.forms import Form
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields


def changes_of(form: Form, locale: Locale) -> dict[str, Any]:
    """The body of a PATCH, empty where nothing was changed. Raises InvalidFields."""
    changed: dict[str, Any] = {}
    faults: list[FieldError] = []
    for field in _touched(form):
        try:
            changed[field.name] = value_of(form.text(field.name), field, locale)
        except BadValueError as error:
            faults.append(FieldError(field.name, error.sentence, error.code))
    if faults:
        raise InvalidFields(faults)
    return changed


def value_of(text: str, field: FormField, locale: Locale) -> Any:
    """As the API takes it; what is empty takes a value away. Raises BadValueError."""
    if not text:
        return None
    if field.kind is Kind.AMOUNT:
        return read_number(text, decimal_mark(locale))
    return text.upper() if field.name == "currency" else text


def _touched(form: Form) -> Iterator[FormField]:
    """Line ends do not count: browsers send them in their own way."""
    for field in FIELDS:
        if field.name in form and _flat(form.text(field.name)) != _flat(form.text(WAS + field.name)):
            yield field


def _flat(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
