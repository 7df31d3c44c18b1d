"""What takes a change of an invoice's values and lines back: the body of a PATCH, made of what the history says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import msgspec

from payables.audit.model import Entry
from payables.invoices.errors import ChangedSince, NoChangeToUndo, NotUndoable
from payables.invoices.model import Invoice, Item, Reason
from payables.invoices.rules.authors import DIFFERENCES_GONE
from payables.invoices.rules.changes import line_told
from payables.invoices.rules.field_table import LINES, OWN, OWN_OF_LINE

CHANGED = "invoice.changed"
TAKES_BACK = "takes_back"  # what the history keeps before such a change
TOOK_BACK = "Took back"  # how it begins to tell of one; of older ones this is all it says
ANSWERED = "answered"  # reasons that a change has answered, as the history keeps them
# What follows by itself from the values.
COURSE = frozenset({"state", "reasons", "flag_reason", "gl_splits", ANSWERED, DIFFERENCES_GONE})
SENT_AS = {record: sent for sent, record in OWN.items()} | {
    "vendor_id": "ottimate_vendor_id",
    "location_id": "ottimate_location_id",
    "dimensions": "dimensions",
    "custom_fields": "custom_fields",
}
AMOUNTS = frozenset({"total_amount", "total_tax", "discount_amount", "quantity", "price", "amount"})
DUE_BY = frozenset({"vendor_id", "invoice_date"})
_as_told = msgspec.json.Encoder(decimal_format="string").encode


def last_change(entries: Sequence[Entry], *, was_seen: bool) -> Entry:
    """The last that changed a value or a line. One that took another back is taken back only for who says which version they
    saw: an undo that is sent twice undoes one change. Raises NoChangeToUndo."""
    changes = (one for one in reversed(entries) if one.action == CHANGED and (one.after or {}).keys() - COURSE)
    found = next(changes, None)
    if found is None or (_takes_back(found) and not was_seen):
        raise NoChangeToUndo
    return found


def _takes_back(entry: Entry) -> bool:
    return TAKES_BACK in (entry.before or {}) or (entry.message or "").startswith(f"{TOOK_BACK} ")


def taken_back(entry: Entry, invoice: Invoice, items: Sequence[Item]) -> dict[str, Any]:
    """Raises ChangedSince where something of it is no longer as the change left it, NotUndoable for what no PATCH brings
    back."""
    before, after = entry.before or {}, entry.after or {}
    values = {name: before.get(name) for name in after if name not in COURSE and name != LINES}
    if unknown := values.keys() - SENT_AS.keys():
        raise NotUndoable(what=", ".join(sorted(unknown)))
    if any(_plain(getattr(invoice, name)) != after[name] for name in values):
        raise ChangedSince
    if DUE_BY & values.keys():
        values.setdefault("due_date", _plain(invoice.due_date))
    sent = {SENT_AS[name]: _value(name, value) for name, value in values.items()}
    lines = _lines(before.get(LINES, {}), after.get(LINES, {}), {str(item.id): item for item in items})
    return sent | ({LINES: lines} if lines else {})


def asked_again(entry: Entry) -> list[Reason]:
    """What the change had answered. Where it took lines away or added some, places have moved: then it is asked of all."""
    before, after = entry.before or {}, entry.after or {}
    were, are = before.get(LINES, {}), after.get(LINES, {})
    moved = any(line is None for line in are.values()) or bool(are.keys() - were.keys())
    reasons = [msgspec.convert(told, Reason) for told in before.get(ANSWERED, [])]
    return [replace(one, field=LINES) if moved and _of_line(one) else one for one in reasons]


def _of_line(reason: Reason) -> bool:
    return (reason.field or "").startswith(f"{LINES}[")


def _lines(before: Mapping[str, Any], after: Mapping[str, Any], present: Mapping[str, Item]) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = []
    for id, now in after.items():
        was, there = before.get(id), present.get(id)
        if (None if there is None else _plain(line_told(there))) != now:
            raise ChangedSince
        if was is None:
            sent.append({"id": int(id), "remove": True})
        elif now is None:
            sent.append(_new(was))
        else:
            sent.append({"id": int(id), **_differing(was, now)})
    return sent


def _new(was: Mapping[str, Any]) -> dict[str, Any]:
    """Raises NotUndoable: what the paper says beside a line is read once."""
    if was["description"] is not None:
        raise NotUndoable(what="a line that was read with a description")
    return {name: _value(name, was[name]) for name in (*OWN_OF_LINE, "dimensions") if was[name] is not None}


def _differing(was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
    """Raises NotUndoable for what is told of no line: its custom fields."""
    names = [name for name in now if was[name] != now[name]]
    if not names or "description" in names:
        raise NotUndoable(what="custom fields of lines")
    sent = {name: _value(name, was[name]) for name in names}
    if "dimensions" in sent:
        sent["dimensions"] = dict.fromkeys(now["dimensions"]) | was["dimensions"]
    return sent


def _value(name: str, value: Any) -> Any:
    return Decimal(value) if name in AMOUNTS and value is not None else value


def _plain(value: Any) -> Any:
    """As the history keeps it."""
    return msgspec.json.decode(_as_told(value))
