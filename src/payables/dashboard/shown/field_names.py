"""What people call a field, by the name that forms and the API have for it."""

import re

from payables.dashboard.shown.typed import whole_number
from payables.dashboard.texts import catalogue, text

_ROW = re.compile(r"(?P<form>^part\.|\[)(?P<row>[0-9]{1,4})(?![0-9])")


def field_name(name: str) -> str | None:
    """`items[2].price` is "Price (3)", `d.ACCOUNT` "GL account". None for one that has no words."""
    first, last = name.partition(".")[0], name.rpartition(".")[2]
    words = _words(last if whole_number(last) is None else first)
    row = _ROW.search(name)
    if words is None or row is None:
        return words
    return f"{words} ({int(row['row']) + (row['form'] == '[')})"


def _words(name: str) -> str | None:
    if f"fields.named.{name}" in catalogue():
        return text(f"fields.named.{name}")
    return text(f"invoice.type.{name}") if f"invoice.type.{name}" in catalogue() else None
