"""What a form changes of the lines: values, new lines, lines taken away, many coded alike, lines that are right as they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from babel import Locale

from payables.dashboard.pages.invoice.fields import CUSTOM, Kind
from payables.dashboard.pages.invoice.lines import LINE, REMOVED, SELECTED, Column, line_keys
from payables.dashboard.pages.invoice.merged import is_touched, typed_in
from payables.dashboard.shown.typed import decimal_mark, read_number
from payables.dashboard.texts import text
from payables.dashboard.web.forms import Form
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields

CODE, NONE = "code.", "-"  # code.ACCOUNT of many lines; - takes a value away
CODE_TO, ALL = "code_to", "all"  # without a tick: all lines, or those that have no value yet

YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})


@dataclass(slots=True)
class LineChanges:
    """`items` of a PATCH, and for each the key of its line in the form."""

    items: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def body(self) -> list[dict[str, Any]]:
        return list(self.items.values())

    def of(self, key: str) -> dict[str, Any]:
        return self.items.setdefault(key, {} if key.startswith("new") else {"id": int(key)})

    def set_own(self, stored: Mapping[str, Any], key: str, name: str, value: Any) -> None:
        """Custom fields are sent as a whole; `stored` are those of the line."""
        own = self.of(key).setdefault("custom_fields", dict(stored))
        if value is None:
            own.pop(name, None)
        else:
            own[name] = value

    def code(self, key: str, type_: str, value: str | None) -> None:
        self.of(key).setdefault("dimensions", {})[type_] = value


def line_changes(form: Form, invoice: Mapping[str, Any], columns: Sequence[Column], locale: Locale) -> LineChanges:
    """Raises InvalidFields, each fault under the name of its field."""
    changes = LineChanges()
    own = {str(item["id"]): item["custom_fields"] or {} for item in invoice["items"]}
    faults = [
        fault for key in line_keys(form) for fault in _typed(changes, form, key, columns, locale, own.get(key, {}))
    ]
    if faults:
        raise InvalidFields(faults)
    _code_selected(changes, form, invoice, columns)
    for id in form.numbers(REMOVED):
        changes.items[str(id)] = {"id": id, "remove": True}
    return changes


def refuse_failures(changes: LineChanges, answer: Mapping[str, Any]) -> None:
    """A line that the API did not take keeps all the others from being saved too: nothing is half done here. Raises
    InvalidFields."""
    failed: dict[str, str] = (answer.get("items_processing_result") or {}).get("failure") or {}
    keys = list(changes.items)
    # behind the lines that were sent stand those that were only confirmed
    names = [*(f"{LINE}{key}" for key in keys), *("items" for _ in failed)]
    faults = [FieldError(names[int(n)], sentence, "invalid_line") for n, sentence in failed.items()]
    if faults:
        raise InvalidFields(faults)


def _typed(
    changes: LineChanges, form: Form, key: str, columns: Sequence[Column], locale: Locale, own: Mapping[str, Any]
) -> list[FieldError]:
    """`own` are the custom fields that are stored of the line."""
    faults: list[FieldError] = []
    for column in columns:
        name = f"{LINE}{key}.{column.name}"
        if not is_touched(form, name):
            continue
        typed = typed_in(form, name) or ""
        if column.type:
            changes.code(key, column.type, typed or None)
            continue
        try:
            value = _value(typed, column, locale)
        except BadValueError as error:
            faults.append(FieldError(name, error.sentence, error.code))
            continue
        if column.name.startswith(CUSTOM):
            changes.set_own(own, key, column.name.removeprefix(CUSTOM), value)
        else:
            changes.of(key)[column.name] = value
    return faults


def _value(typed: str, column: Column, locale: Locale) -> Any:
    """Raises BadValueError."""
    if not typed:
        return None
    if column.kind in (Kind.NUMBER, Kind.AMOUNT):
        return read_number(typed, decimal_mark(locale))
    return _yes_or_no(typed) if column.kind is Kind.YES_NO else typed


def _yes_or_no(typed: str) -> bool:
    """As it may come from a spreadsheet. Raises BadValueError."""
    if typed.lower() in YES:
        return True
    if typed.lower() in NO:
        return False
    raise BadValueError("invalid", text("invoice.yes_or_no"))


def _code_selected(changes: LineChanges, form: Form, invoice: Mapping[str, Any], columns: Sequence[Column]) -> None:
    for column in columns:
        if column.type and (code := form.text(f"{CODE}{column.type}")):
            for key in _chosen(form, invoice, column.type):
                changes.code(key, column.type, None if code == NONE else code)


def _chosen(form: Form, invoice: Mapping[str, Any], type_: str) -> list[str]:
    """Ids of the lines that are coded alike."""
    ticked = set(form.all(SELECTED))
    if ticked:
        return [str(item["id"]) for item in invoice["items"] if str(item["id"]) in ticked]
    every = form.text(CODE_TO) == ALL
    return [str(item["id"]) for item in invoice["items"] if every or type_ not in item["dimensions"]]
