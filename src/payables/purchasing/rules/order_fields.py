"""Fields of orders as clients send them (contract/invoices-and-catalog.md sections 5.2 and 5.4)."""

from collections.abc import Mapping, Sequence
from typing import Any

from payables.kit.errors import FieldError
from payables.purchasing.model import Order
from payables.purchasing.rules import sent as read
from payables.purchasing.rules.sent import Sent

LONGEST = {
    "po_number": 255,
    "erp_vendor_id": 255,
    "erp_vendor_name": 500,
    "external_id": 255,
    "invoice_number_ref": 255,
    "name": 2_000,
    "sku": 255,
    "uom": 50,
}
MOST_LINES = 1_000
REQUIRED = ("po_number", "erp_vendor_id", "date", "total_amount")
REQUIRED_OF_LINE = ("name", "quantity", "price")
# What a client may send in a PATCH only as it is: name in the API -> field of the order.
NOT_WRITABLE = {
    "status": "status",
    "po_number": "po_number",
    "external_id": "external_id",
    "erp_vendor_id": "erp_vendor_id",
    "ottimate_location_id": "location_id",
}
# Name in the API -> field of the order, where they differ.
STORED_AS = {"date": "ordered_on"}
DIMENSION_NOT_TEXT = "PO4000"


def read_location(body: Mapping[str, Any]) -> Sent:
    """Where a new order belongs."""
    place = Sent(body)
    place.take(read.integer_id, "ottimate_location_id")
    place.require("ottimate_location_id")
    return place


def read_new_order(body: Mapping[str, Any], currency: str) -> Sent:
    """Header of an order as POST takes it. What is optional and left out stays where the order is there already."""
    header = _header(body, currency)
    _take_texts(header, "po_number", "erp_vendor_id", "external_id")
    header.require(*REQUIRED)
    return header


def read_change(body: Mapping[str, Any], order: Order, currency: str) -> Sent:
    """Header of an order as PATCH takes it."""
    header = _header(body, currency)
    for name, field in NOT_WRITABLE.items():
        if name in body and str(body[name]) != str(getattr(order, field)):
            sentence = "This field cannot be changed: leave it out, or send it as it is."
            header.refuse(name, sentence, "read_only_field")
    return header


def read_new_items(body: Mapping[str, Any]) -> tuple[list[dict[str, Any]], list[FieldError]]:
    """All lines of an order as POST takes them; an order has at least one."""
    if not body.get("items") and body.get("items") in (None, []):
        return [], [FieldError("items", "An order has at least one line.", "required")]
    return read_items(body["items"])


def read_items(sent: Any) -> tuple[list[dict[str, Any]], list[FieldError]]:
    """Lines, each of which is complete or names with `id` the one it changes, and every fault in them."""
    if not isinstance(sent, list):
        return [], [FieldError("items", "Send a list of lines.", "invalid")]
    if len(sent) > MOST_LINES:
        return [], [FieldError("items", f"Send at most {MOST_LINES} lines at a time.", "too_many_rows")]
    lines = [_line(raw, f"items[{n}].") for n, raw in enumerate(sent)]
    faults = [fault for line in lines for fault in line.faults]
    values = [line.values for line in lines]
    return values, faults + _repeated(values, "id") + _repeated(values, "external_id")


def _header(body: Mapping[str, Any], currency: str) -> Sent:
    header = Sent(body, never_null=("date", "total_amount"))
    header.take(read.day, "date")
    header.take(read.amount(currency), "total_amount", "tax", "freight", "miscellaneous_charges")
    header.take(read.boolean, "is_2_way")
    header.take(read.mapping, "custom_fields")
    _take_texts(header, "erp_vendor_name", "invoice_number_ref")
    if header.values.get("is_2_way", True) is None:
        del header.values["is_2_way"]
    return header


def _line(raw: Any, path: str) -> Sent:
    line = Sent(raw if isinstance(raw, dict) else {}, path, never_null=REQUIRED_OF_LINE)
    if not isinstance(raw, dict):
        line.refuse("", "A line is an object.", "invalid")
        return line
    line.take(read.uuid, "id")
    line.take(read.quantity, "quantity")
    line.take(read.unit_price, "price")
    _take_texts(line, "external_id", "name", "sku", "uom")
    line.take(read.mapping, "dimensions")
    _check_dimensions(line, path)
    if raw.get("id") is None:
        line.require(*REQUIRED_OF_LINE)
    return line


def _check_dimensions(line: Sent, path: str) -> None:
    """Which of them are there is looked up elsewhere; here only their shape counts."""
    dimensions = line.values.get("dimensions")
    if dimensions is None:
        line.values.pop("dimensions", None)
        return
    if not dimensions:
        sentence = "Name at least one dimension, or leave the field out to keep what the line has."
        line.refuse("dimensions", sentence, "empty_dimensions")
    for name, value in dimensions.items():
        if not isinstance(value, str):
            line.refuse(f"dimensions.{name}", told_of_dimension(name), DIMENSION_NOT_TEXT)


def told_of_dimension(name: str) -> str:
    """The documented sentence of PO4000."""
    return f"Dimension value for '{name}' must be a string."


def _take_texts(fields: Sent, *names: str) -> None:
    for name in names:
        fields.take(read.text(LONGEST[name]), name)


def _repeated(lines: Sequence[Mapping[str, Any]], name: str) -> list[FieldError]:
    first: dict[Any, int] = {}
    faults: list[FieldError] = []
    for n, line in enumerate(lines):
        value = line.get(name)
        if value is not None and first.setdefault(value, n) != n:
            sentence = f"items[{first[value]}] has the same {name}."
            faults.append(FieldError(f"items[{n}].{name}", sentence, "duplicate_in_request"))
    return faults
