"""What the lines come to, against the total, as the API reckons it: of what is stored, or with what is typed and not saved yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from payables.dashboard.pages.invoice.fields import Kind
from payables.dashboard.pages.invoice.lines import ShownLine
from payables.dashboard.pages.invoice.merged import Merged, merged
from payables.dashboard.pages.invoice.shown_fields import typed
from payables.dashboard.shown.typed import NotANumber, decimal_mark, read_number
from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Refused

HEADER = ("total_amount", "total_tax", "discount_amount")
OF_LINE = ("quantity", "price", "amount")


@dataclass(frozen=True, slots=True)
class Sums:
    """As POST /v1/invoices/{id}/sums answers them; all None where something typed is no number. `amounts`: by the keys of lines
    whose quantity or price was changed and whose amount follows."""

    currency: str
    lines: Decimal | None = None
    difference: Decimal | None = None
    adds_up: bool | None = None
    amounts: dict[str, Decimal | None] = field(default_factory=dict[str, Decimal | None])


async def sums_of(page: Page, invoice: Mapping[str, Any], lines: Sequence[ShownLine]) -> Sums:
    """`lines` with what was typed into them. `invoice` with its sums, if nothing can have been typed."""
    currency = invoice["currency"]
    try:
        mark = decimal_mark(page.locale)
        header = _header(page, invoice, mark)
        items = {line.key: item for line in lines if (item := _item(line, mark))}
        if not header and not items and "sums" in invoice:
            return Sums(currency, **invoice["sums"])
        found = await page.tried(f"/v1/invoices/{invoice['id']}/sums", {**header, "items": list(items.values())})
    except NotANumber:
        return Sums(currency)
    except Refused as refused:
        if refused.status != 400:
            raise
        return Sums(currency)  # what is wrong is told when it is saved
    amounts = zip(items.items(), found["amounts"], strict=True)
    followed = {key: amount for (key, item), amount in amounts if "amount" not in item and "remove" not in item}
    return Sums(currency, **found["sums"], amounts=followed)


def _header(page: Page, invoice: Mapping[str, Any], mark: str) -> dict[str, Decimal | None]:
    """Raises NotANumber."""
    values = {
        name: merged(page.form, name, typed(invoice[name], Kind.AMOUNT, page.locale, invoice["currency"]))
        for name in HEADER
    }
    return {name: read_number(one.value, mark) for name, one in values.items() if _is_changed(one)}


def _item(line: ShownLine, mark: str) -> dict[str, Any]:
    """What is changed of a line; nothing where nothing is. Raises NotANumber."""
    id = {} if line.is_new else {"id": int(line.key)}
    if line.is_removed:
        return {**id, "remove": True}
    cells = {cell.column.name: cell.merged for cell in line.cells if cell.column.name in OF_LINE}
    changed = {name: read_number(one.value, mark) for name, one in cells.items() if _is_changed(one)}
    return {**id, **changed} if changed or line.is_new else {}


def _is_changed(value: Merged) -> bool:
    return value.value != value.stored
