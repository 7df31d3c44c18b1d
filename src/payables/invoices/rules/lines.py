"""Lines: their amounts, and what a PATCH makes of them (contract/invoices-and-catalog.md section 3.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from payables.invoices.model import Item, LineDraft
from payables.invoices.rules.field_table import OWN_OF_LINE
from payables.invoices.rules.fields import faults_of_new_line, read_line
from payables.kit.errors import FieldError
from payables.kit.money import MoneyError, line_amount

Line = TypeVar("Line", bound=LineDraft)


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line of a PATCH that can be carried out, by its index in the request. `existing` None creates a line.

    `coded` is what its dimensions are to be, as sent; `removed` are the types in lower case that it loses.
    """

    index: int
    existing: Item | None
    values: Mapping[str, Any]
    coded: dict[str, Any] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()
    is_gone: bool = False  # the whole line is taken away


def with_amount(line: Line, currency: str) -> Line:
    """With quantity times price as its amount, where it has none; a product beyond all amounts stays unknown."""
    if line.amount is not None or line.quantity is None or line.price is None:
        return line
    try:
        return replace(line, amount=line_amount(line.quantity, line.price, currency))
    except MoneyError:
        return line


def read_changes(items: Sequence[Item], sent: Sequence[Any], currency: str) -> tuple[list[LineChange], dict[int, str]]:
    """What can be carried out, and by index what cannot, with why. A line that is taken away is nothing else besides."""
    changes, failures = read_unfinished(items, sent, currency)
    for change in changes:
        if change.existing is None and (faults := faults_of_new_line([], sent[change.index])):
            failures[change.index] = faults
    return [one for one in changes if one.index not in failures], {n: told(faults) for n, faults in failures.items()}


def read_unfinished(
    items: Sequence[Item], sent: Sequence[Any], currency: str
) -> tuple[list[LineChange], dict[int, list[FieldError]]]:
    """As read_changes, where a new line may still lack what it needs to be stored."""
    by_id = {item.id: item for item in items}
    changes: list[LineChange] = []
    failures: dict[int, list[FieldError]] = {}
    for index, raw in enumerate(sent):
        line = read_line(raw, currency)
        existing = by_id.pop(line.values["id"], None) if line.values.get("id") else None
        if faults := _faults(line.values, existing, line.faults):
            failures[index] = faults
        else:
            changes.append(_change(index, existing, line.values))
    return changes, failures


def applied(change: LineChange, coded: Mapping[str, str], currency: str) -> LineDraft:
    """The line as it will be; `coded` is type -> dimension id. An Item stays an Item."""
    before = change.existing or LineDraft()
    values = {name: change.values[name] for name in OWN_OF_LINE if name in change.values}
    if {"quantity", "price"} & values.keys():
        values.setdefault("amount", None)
    kept = {type_: id for type_, id in before.dimensions.items() if type_ not in change.removed}
    return with_amount(replace(before, **values, dimensions=kept | dict(coded)), currency)


def told(faults: Sequence[FieldError]) -> str:
    """Faults of one line as one sentence."""
    return " ".join(f"{fault.field}: {fault.error}" for fault in faults)


def _faults(values: Mapping[str, Any], existing: Item | None, faults: list[FieldError]) -> list[FieldError]:
    if faults or existing is not None:
        return faults
    if values.get("id") is not None:
        sentence = "The invoice has no line with this id, or it is named twice in the request."
        return [FieldError("id", sentence, "unknown_line")]
    if values.get("remove"):
        return [FieldError("id", "Name the line that is to be taken away.", "required")]
    return []


def _change(index: int, existing: Item | None, values: Mapping[str, Any]) -> LineChange:
    dimensions: dict[str, Any] = values.get("dimensions") or {}
    coded = {type_: value for type_, value in dimensions.items() if value is not None}
    # cost_type is another spelling of costtype; no other type has an underscore
    removed = frozenset(type_.casefold().replace("_", "") for type_, value in dimensions.items() if value is None)
    if values.get("remove"):
        return LineChange(index, existing, {}, is_gone=True)
    return LineChange(index, existing, values, coded, removed)
