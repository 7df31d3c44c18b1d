"""Everything that is asked about an invoice, answered at once: somebody has compared it, and it is right as it is."""

import re
from collections.abc import Mapping
from typing import Any

from payables.dashboard.pages.invoice.fields import BY_NAME, NAMES_OF_VENDOR
from payables.dashboard.pages.invoice.shown_fields import stored_of

# What stands on every paper: naming these says that the paper was compared.
COMPARED = ("invoice_number", "invoice_date", "total_amount")
OF_LINE = ("name", "amount", "quantity", "sku")
_PLACE = re.compile(r"items\[([0-9]+)\]")


def all_right(invoice: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The values that a PATCH names, as they are: those of the header, and those of lines by their id."""
    named: dict[str, Any] = {}
    lines: dict[str, dict[str, Any]] = {}
    for reason in invoice["reasons"]:
        if reason["confirmable"]:
            line = _line_of(invoice, reason["field"])
            if line is None:
                named |= _header(invoice, reason["field"])
            else:
                lines[str(line["id"])] = confirmed_line(line)
    return {name: value for name, value in named.items() if value is not None}, lines


def confirmed_line(item: Mapping[str, Any]) -> dict[str, Any]:
    """One of its values, as it is; nothing of a line that has none."""
    name = next((name for name in OF_LINE if item[name] is not None), None)
    return {"id": item["id"], name: item[name]} if name else {"id": item["id"]}


def _header(invoice: Mapping[str, Any], field: str | None) -> dict[str, Any]:
    if field in NAMES_OF_VENDOR and invoice["ottimate_vendor_id"] is not None:
        return {"ottimate_vendor_id": invoice["ottimate_vendor_id"]}
    if field in BY_NAME:
        return {field: stored_of(invoice, BY_NAME[field])}
    return {name: invoice[name] for name in COMPARED}


def _line_of(invoice: Mapping[str, Any], field: str | None) -> Mapping[str, Any] | None:
    place = _PLACE.match(field or "")
    items = invoice["items"]
    return items[int(place[1])] if place and int(place[1]) < len(items) else None
