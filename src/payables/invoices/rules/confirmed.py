"""Somebody has compared an invoice with its paper, and it is right as it is: what a change names then.

Naming a value with what it has answers what is asked about it (rules/reasons.py). Which values these are is decided here, so that
nobody who confirms has to know.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from payables.invoices.model import Invoice, Item, Reason
from payables.invoices.rules.field_table import LINES, OF_VENDOR, OWN, PLACE_OF_LINE
from payables.invoices.rules.reasons import COMPUTED
from payables.kit.errors import FieldError, InvalidFields

# What stands on every paper: naming these says that the paper was compared.
COMPARED = ("invoice_number", "invoice_date", "total_amount")
OF_LINE = ("name", "amount", "quantity", "sku")


def check_confirm(sent: Mapping[str, Any]) -> bool:
    """Whether a change confirms anything. Raises InvalidFields."""
    wanted = False if sent.get("confirm") is None else sent["confirm"]
    if isinstance(wanted, bool) or (isinstance(wanted, list) and all(isinstance(one, str) for one in wanted)):
        return bool(wanted)
    raise InvalidFields([FieldError("confirm", "Send true, or the fields of the reasons that are meant.", "invalid")])


def with_confirmed(sent: Mapping[str, Any], invoice: Invoice, items: Sequence[Item]) -> dict[str, Any]:
    """`sent` is a change; its `confirm` is true, or names fields of reasons: `total_amount`, `items[2]`. What is typed goes before
    what is only confirmed."""
    named: dict[str, Any] = {}
    lines: dict[int, dict[str, Any]] = {}
    for reason in _meant(invoice.reasons, sent["confirm"]):
        line = _line_of(items, reason.field)
        if line is None:
            named |= _header(invoice, reason.field)
        else:
            lines[line.id] = _of_line(line)
    changed = {name: value for name, value in named.items() if value is not None} | dict(sent)
    if lines:
        changed[LINES] = _merged(sent.get(LINES), lines)
    return changed


def _meant(reasons: Sequence[Reason], confirmed: bool | Collection[str]) -> list[Reason]:
    open_ones = [reason for reason in reasons if reason.code not in COMPUTED]
    if isinstance(confirmed, bool):
        return open_ones if confirmed else []
    places = {_place(name) for name in confirmed}
    return [reason for reason in open_ones if reason.field and _place(reason.field) in places]


def _place(field: str) -> str:
    """`items[2].price` is confirmed with its line."""
    if line := PLACE_OF_LINE.match(field):
        return line[0]
    return "vendor" if field in OF_VENDOR else field


def _line_of(items: Sequence[Item], field: str | None) -> Item | None:
    place = PLACE_OF_LINE.match(field or "")
    return items[int(place[1])] if place and int(place[1]) < len(items) else None


def _of_line(line: Item) -> dict[str, Any]:
    """One of its values, as it is; nothing of a line that has none."""
    name = next((name for name in OF_LINE if getattr(line, name) is not None), None)
    return {"id": line.id, name: getattr(line, name)} if name else {"id": line.id}


def _header(invoice: Invoice, field: str | None) -> dict[str, Any]:
    if field in OF_VENDOR and invoice.vendor_id is not None:
        return {"ottimate_vendor_id": invoice.vendor_id}
    if field == "ottimate_location_id":
        return {field: invoice.location_id}
    return {name: _as_sent(getattr(invoice, OWN[name])) for name in ((field,) if field in OWN else COMPARED)}


def _as_sent(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _merged(sent: Any, lines: Mapping[int, dict[str, Any]]) -> Any:
    """A list that is none is refused elsewhere."""
    if sent is not None and not isinstance(sent, list):
        return sent
    changes: list[Any] = [
        {**lines[one["id"]], **one} if isinstance(one, dict) and one.get("id") in lines else one for one in sent or []
    ]
    ids = {one.get("id") for one in changes if isinstance(one, dict)}
    return [*changes, *(named for id, named in lines.items() if id not in ids)]
