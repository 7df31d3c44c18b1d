"""What was typed into a form, as the API takes it. What cannot be read goes as it was typed: the API says beside which field."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from payables.dashboard.shown.typed import NotANumber, decimal_mark, read_number, typed_number
from payables.dashboard.web.forms import WAS
from payables.dashboard.web.page import Page

CODED = "d."  # before a type of dimension: what a line is coded with
BLANK_LINES = 3
MORE_LINES = 10
MOST_LINES = 1_000

Line = dict[str, str]


def number_in(page: Page, text: str) -> Decimal | str | None:
    try:
        return read_number(text, decimal_mark(page.locale))
    except NotANumber:
        return text


def typed_in(page: Page, value: Any) -> str:
    """A number of the API as the same person would type it; anything else as it is."""
    return typed_number(value, page.locale) if isinstance(value, Decimal | int) else str(value)


def sent_values(page: Page, texts: Sequence[str], numbers: Sequence[str] = ()) -> dict[str, Any]:
    """All fields; what is empty is null."""
    values: dict[str, Any] = {name: page.form.optional(name) for name in texts if name in page.form}
    return values | {name: number_in(page, page.form.text(name)) for name in numbers if name in page.form}


def changed_values(page: Page, texts: Sequence[str], numbers: Sequence[str] = ()) -> dict[str, Any]:
    """Those that say something else than what stood there when the page was made."""
    return {name: value for name, value in sent_values(page, texts, numbers).items() if page.form.is_touched(name)}


def typed_lines(page: Page, fields: Sequence[str], prefix: str = "items") -> list[Line]:
    """Rows of which anything but an id is filled in, in their order, with what they are coded with. `was.` before a field's
    name is what stood there."""
    name = re.compile(rf"(was\.)?{prefix}\[([0-9]{{1,4}})\]\.(d\.[A-Z]+|[a-z_]+)")
    rows: dict[int, Line] = {}
    for key in page.form.values:
        if (found := name.fullmatch(key)) and (found[3] in fields or found[3].startswith(CODED)):
            rows.setdefault(int(found[2]), {})[(found[1] or "") + found[3]] = page.form.text(key)
    kept = [row for _, row in sorted(rows.items()) if any(value for field, value in row.items() if _own(field))]
    return kept[:MOST_LINES]


def sent_line(page: Page, row: Line, texts: Sequence[str], numbers: Sequence[str]) -> dict[str, Any]:
    """A new row; what is empty is left out."""
    values: dict[str, Any] = {name: row[name] for name in texts if row.get(name)}
    return values | {name: number_in(page, row[name]) for name in numbers if row.get(name)}


def changed_line(page: Page, row: Line, texts: Sequence[str], numbers: Sequence[str]) -> dict[str, Any]:
    """What was changed of a row that is there; what was emptied is null."""
    touched = [name for name in (*texts, *numbers) if row.get(name, "") != row.get(WAS + name, "")]
    return {name: number_in(page, row.get(name, "")) if name in numbers else row.get(name) or None for name in touched}


def with_blanks(page: Page, rows: Sequence[dict[str, Any]], fields: Sequence[str]) -> list[dict[str, Any]]:
    """With empty rows behind them to type into: more of them where somebody has asked for more."""
    count = MORE_LINES if page.form.checked("more_lines") else BLANK_LINES
    return [*rows, *(dict.fromkeys(fields, "") for _ in range(count))]


def _own(field: str) -> bool:
    return not field.startswith(WAS) and not field.endswith("id")
