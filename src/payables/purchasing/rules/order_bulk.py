"""The orders of a bulk, as far as they can be read without looking anything up
(contract/invoices-and-catalog.md section 5.5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from payables.kit.errors import FieldError
from payables.purchasing.rules import sent as read
from payables.purchasing.rules.order_fields import read_new_items, read_new_order
from payables.purchasing.rules.sent import Sent, below

LIST = "purchase_orders"
MOST_ORDERS = 100
MOST_LINES_IN_ALL = 1_000


@dataclass(frozen=True, slots=True)
class BulkRow:
    """One order of a bulk, by its place in the body; `sent` names its location."""

    path: str
    location_id: int
    sent: Mapping[str, Any]
    lines: int


def read_envelope(body: Mapping[str, Any]) -> Sent:
    """Company and location of all, and the list as such: at most 100 orders, and 1,000 lines in all of them."""
    envelope = Sent(body)
    envelope.take(read.integer_id, "ottimate_company_id", "ottimate_location_id")
    envelope.require("ottimate_company_id", "ottimate_location_id")
    orders = body.get(LIST)
    if not isinstance(orders, list) or not orders:
        envelope.refuse(LIST, f"Send a list of 1 to {MOST_ORDERS} orders.", "required")
    elif len(orders) > MOST_ORDERS:
        envelope.refuse(LIST, f"Send at most {MOST_ORDERS} orders at a time; these are {len(orders)}.", "too_many_rows")
    elif (lines := sum(lines_of(order) for order in orders)) > MOST_LINES_IN_ALL:
        sentence = f"Send at most {MOST_LINES_IN_ALL} lines in all at a time; these are {lines}."
        envelope.refuse(LIST, sentence, "too_many_lines")
    return envelope


def read_orders(body: Mapping[str, Any], envelope: Sent) -> tuple[list[BulkRow], list[FieldError]]:
    """The orders with their locations, and the faults of these. An external_id stands once: two orders in one call are worked
    on at the same time, and which of them would win nobody could say."""
    rows: list[BulkRow] = []
    faults: list[FieldError] = []
    for n, raw in enumerate(body[LIST]):
        path = f"{LIST}[{n}]"
        if not isinstance(raw, dict):
            faults.append(FieldError(path, "An order is an object.", "invalid"))
            continue
        own = Sent(raw)
        own.take(read.integer_id, "ottimate_location_id")
        faults += below(path, own.faults)
        location = own.values.get("ottimate_location_id") or envelope.values["ottimate_location_id"]
        rows.append(BulkRow(path, location, {**raw, "ottimate_location_id": location}, lines_of(raw)))
    return rows, faults + _repeated(rows)


def faults_of_order(row: BulkRow, currency: str) -> list[FieldError]:
    """What is wrong with its fields, by their places in the body."""
    header = read_new_order(row.sent, currency)
    _, of_lines = read_new_items(row.sent)
    return below(row.path, [*header.faults, *of_lines])


def lines_of(order: Any) -> int:
    items = order.get("items") if isinstance(order, dict) else None
    return len(items) if isinstance(items, list) else 0


def _repeated(rows: Sequence[BulkRow]) -> list[FieldError]:
    first: dict[str, str] = {}
    faults: list[FieldError] = []
    for row in rows:
        value = row.sent.get("external_id")
        id = value.strip() if isinstance(value, str) else ""
        if id and first.setdefault(id, row.path) != row.path:
            sentence = f"{first[id]} has the same external_id: send each order once."
            faults.append(FieldError(f"{row.path}.external_id", sentence, "duplicate_in_request"))
    return faults
