"""What has somebody looked at who sent a change? Naming a thing says so when it carries a value, also the one it has, or
changes something; an empty list where there is none says nothing."""

from collections.abc import Mapping
from typing import Any

from payables.invoices.model import Invoice, Item
from payables.invoices.rules.field_table import NAMED
from payables.invoices.rules.lines import LineChange


def header_named(values: Mapping[str, Any], before: Invoice, after: Invoice) -> frozenset[str]:
    """Names of the invoice's own values, as they are sent."""
    return frozenset(
        name
        for name in values.keys() & NAMED.keys()
        if carries(values[name]) or getattr(before, NAMED[name]) != getattr(after, NAMED[name])
    )


def line_named(change: LineChange, after: object) -> bool:
    """`after` is the line as it is once the change is carried out; a new one is something."""
    values = {name: value for name, value in change.values.items() if name != "id"}
    return not isinstance(after, Item) or after != change.existing or any(map(carries, values.values()))


def carries(value: Any) -> bool:
    return value is not None and value not in ("", [], {})
