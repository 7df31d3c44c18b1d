"""The parts of a split as its form shows and sends them: part.1.share, part.1.memo, part.1.d.ACCOUNT."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel import Locale

from payables.dashboard.shown.typed import decimal_mark, read_number, typed_number, whole_number
from payables.dashboard.texts import text
from payables.dashboard.web.forms import Form
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields

PART = "part."
CODED = "dimensions."
NAMES = {"percent": "split.share", "amount": "split.share", "memo": "split.memo"}
MOST_ROWS = 999


@dataclass(frozen=True, slots=True)
class ShownPart:
    """`amount` is what a share comes to, where one is stored."""

    row: int
    share: str
    memo: str
    codes: dict[str, str]
    amount: Decimal | None = None

    @property
    def is_sent(self) -> bool:
        """An empty row is no part."""
        return any((self.share, self.memo, *self.codes.values()))


def parts_of(
    stored: Sequence[Mapping[str, Any]], types: Sequence[str], form: Form, locale: Locale, rows: int, currency: str
) -> list[ShownPart]:
    """What was typed, where the form is shown again; else what is stored, and empty rows behind."""
    if "shown_item" in form:
        return [_typed(form, types, row) for row in range(1, rows + 1)]
    return [_stored(stored, types, row, locale, currency) for row in range(1, rows + 1)]


def read_parts(form: Form, types: Sequence[str], locale: Locale) -> list[dict[str, Any]]:
    """As the API takes them; rows without anything are none. Raises InvalidFields."""
    kind = "amount" if form.text("by") == "amount" else "percent"
    typed = [part for row in _rows(form) if (part := _typed(form, types, row)).is_sent]
    faults: list[FieldError] = []
    parts: list[dict[str, Any]] = []
    for place, part in enumerate(typed):
        try:
            share = read_number(part.share, decimal_mark(locale))
        except BadValueError as error:
            faults.append(FieldError(f"splits[{place}].{kind}", error.sentence, error.code))
            continue
        coded = {type_: code for type_, code in part.codes.items() if code}
        parts.append({kind: share, "memo": part.memo or None, "dimensions": coded})
    if faults:
        raise InvalidFields(faults)
    return parts


def rows_sent(form: Form) -> int:
    """How many the page had that was sent: all of them are shown again, whatever is stored by now."""
    return max(_rows(form), default=0)


def name_of_field(field: str) -> str | None:
    """As people read it, of its name in a refusal (`splits[1].dimensions.ACCOUNT`); None for a part as a whole."""
    name = field.partition("]")[2].lstrip(".")
    if name.startswith(CODED):
        return text(f"invoice.type.{name.removeprefix(CODED)}")
    return text(NAMES[name]) if name in NAMES else None


def _rows(form: Form) -> list[int]:
    return sorted({int(name.split(".")[1]) for name in form.values if name.startswith(PART) and _has_row(name)})


def _has_row(name: str) -> bool:
    return whole_number(name.split(".")[1], MOST_ROWS) is not None


def _typed(form: Form, types: Sequence[str], row: int) -> ShownPart:
    codes = {type_: form.text(f"{PART}{row}.d.{type_}") for type_ in types}
    return ShownPart(row, form.text(f"{PART}{row}.share"), form.text(f"{PART}{row}.memo"), codes)


def _stored(
    stored: Sequence[Mapping[str, Any]], types: Sequence[str], row: int, locale: Locale, currency: str
) -> ShownPart:
    if row > len(stored):
        return ShownPart(row, "", "", dict.fromkeys(types, ""))
    one = stored[row - 1]
    by_percent, amount = one["percent"] is not None, Decimal(one["amount"]) if one["amount"] else None
    share = typed_number(one["percent"], locale) if by_percent else typed_number(amount, locale, currency)
    coded = one["dimensions"] or {}
    codes = {type_: coded[type_]["erp_dimension_id"] if type_ in coded else "" for type_ in types}
    return ShownPart(row, share, one["memo"] or "", codes, amount if by_percent else None)
