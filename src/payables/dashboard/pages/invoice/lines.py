"""The lines of an invoice as its grid shows them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from babel import Locale

from payables.dashboard.pages.invoice.fields import CUSTOM, FormField, Kind
from payables.dashboard.pages.invoice.merged import MINE, Merged, merged
from payables.dashboard.pages.invoice.shown_fields import typed
from payables.dashboard.shown.typed import whole_number
from payables.dashboard.web.forms import Form

LINE, CODED = "line.", "d."  # line.71.price, line.new1.d.ACCOUNT
REMOVED, SELECTED = "remove", "line"  # boxes whose values are ids of lines
_PLACE = re.compile(r"items\[([0-9]+)\]")


@dataclass(frozen=True, slots=True)
class Column:
    """`name` within a line's fields: price, d.ACCOUNT, custom_fields.lot; `type` of a dimension; `label` where it has a name of
    its own; `choices` all values of a choice."""

    name: str
    kind: Kind
    most: int = 40
    type: str | None = None
    label: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        return self.kind in (Kind.NUMBER, Kind.AMOUNT)


COLUMNS = (
    Column("name", Kind.TEXT, 2000),
    Column("amount", Kind.AMOUNT),
    Column("quantity", Kind.NUMBER),
    Column("unit", Kind.TEXT, 50),
    Column("price", Kind.NUMBER),
    Column("sku", Kind.TEXT, 255),
)
BEFORE_CODES = 2  # what a line is and costs; what it is coded with follows, since that is what people type most
TAXED = Column("is_taxed", Kind.YES_NO, 3, choices=("yes", "no"))


@dataclass(frozen=True, slots=True)
class ShownCell:
    """`name` of its field; `told` is what stands for its value, as the name of a dimension."""

    column: Column
    name: str
    merged: Merged
    told: str
    origin: dict[str, Any] | None = None

    @property
    def value(self) -> str:
        return self.merged.value


@dataclass(frozen=True, slots=True)
class ShownLine:
    """`key` is its id, or new1 and so on; `number` counts from 1."""

    key: str
    number: int
    cells: list[ShownCell]
    reasons: list[dict[str, Any]] = field(default_factory=list)
    description: str | None = None
    splits: list[dict[str, Any]] = field(default_factory=list)
    is_removed: bool = False

    @property
    def is_new(self) -> bool:
        return self.key.startswith("new")

    @property
    def confirmable(self) -> bool:
        return bool(self.reasons) and all(reason["confirmable"] for reason in self.reasons)


def columns_of(types: Sequence[str], custom: Sequence[FormField]) -> list[Column]:
    """`types` of dimensions in capitals; `custom` fields of lines."""
    coded = [Column(f"{CODED}{type_}", Kind.CODE, 255, type_) for type_ in types]
    own = [Column(one.name, one.kind, one.most, label=one.label, choices=one.choices) for one in custom]
    return [*COLUMNS[:BEFORE_CODES], *coded, *COLUMNS[BEFORE_CODES:], TAXED, *own]


def shown_lines(invoice: Mapping[str, Any], columns: Sequence[Column], form: Form, locale: Locale) -> list[ShownLine]:
    """All lines as they are stored, with what was typed into them; then those that were added and not saved."""
    reasons = _reasons(invoice)
    splits = splits_by_item(invoice)
    removed, currency = set(form.all(REMOVED)), invoice["currency"]
    stored = [
        ShownLine(
            str(item["id"]),
            number,
            [_cell(item, column, form, locale, currency) for column in columns],
            reasons.get(number - 1, []),
            item["description"] if item["description"] != item["name"] else None,
            splits.get(item["id"], []),
            str(item["id"]) in removed,
        )
        for number, item in enumerate(invoice["items"], 1)
    ]
    return [*stored, *_new_lines(columns, form, len(stored))]


def splits_by_item(invoice: Mapping[str, Any]) -> dict[int | None, list[dict[str, Any]]]:
    """The parts of each line that is split; under None those of the total."""
    found: dict[int | None, list[dict[str, Any]]] = {}
    for part in invoice["gl_splits"] or []:
        found.setdefault(part["item_id"], []).append(part)
    return found


def line_keys(form: Form) -> list[str]:
    """Of all lines of which a field was sent, in their order in the form."""
    names = (name.removeprefix(MINE) for name in form.values)
    keys = (name.split(".")[1] for name in names if name.startswith(LINE) and name.count(".") >= 2)
    return list(dict.fromkeys(key for key in keys if whole_number(key.removeprefix("new")) is not None))


def stored_cell(item: Mapping[str, Any], column: Column, locale: Locale, currency: str) -> str:
    """What is stored, as it stands in the cell's field."""
    if column.type:
        coded = item["dimensions"].get(column.type)
        return coded["erp_dimension_id"] if coded else ""
    if column.name.startswith(CUSTOM):
        value = (item["custom_fields"] or {}).get(column.name.removeprefix(CUSTOM))
        return typed(value, column.kind, locale, currency)
    return typed(item[column.name], column.kind, locale, currency)


def _cell(item: Mapping[str, Any], column: Column, form: Form, locale: Locale, currency: str) -> ShownCell:
    name = f"{LINE}{item['id']}.{column.name}"
    stored = stored_cell(item, column, locale, currency)
    value = merged(form, name, stored) if form.values else Merged(stored, stored)
    coded = item["dimensions"].get(column.type) if column.type and value.value == value.stored else None
    told = f"{coded['code']} {coded['name']}" if coded else value.value
    return ShownCell(column, name, value, told, item["coding"].get(column.type) if coded else None)


def new_line(key: str, columns: Sequence[Column], form: Form | None = None, number: int = 0) -> ShownLine:
    """One that is not stored, with what was typed into it."""
    values = {column.name: form.text(f"{LINE}{key}.{column.name}") if form else "" for column in columns}
    return ShownLine(
        key,
        number,
        [ShownCell(one, f"{LINE}{key}.{one.name}", Merged(values[one.name], ""), values[one.name]) for one in columns],
    )


def _new_lines(columns: Sequence[Column], form: Form, before: int) -> Iterator[ShownLine]:
    keys = [key for key in line_keys(form) if key.startswith("new")]
    for number, key in enumerate(keys, before + 1):
        line = new_line(key, columns, form, number)
        if any(cell.value for cell in line.cells):
            yield line


def _reasons(invoice: Mapping[str, Any]) -> dict[int, list[dict[str, Any]]]:
    """By the place of the line, from 0."""
    found: dict[int, list[dict[str, Any]]] = {}
    for reason in invoice["reasons"]:
        if place := _PLACE.match(reason["field"] or ""):
            found.setdefault(int(place[1]), []).append(reason)
    return found
