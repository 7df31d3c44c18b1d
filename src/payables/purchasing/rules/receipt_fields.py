"""Receipts and their lines as clients send them (contract/invoices-and-catalog.md sections 6.2 to 6.5).

Every fault is found at once. What was not sent is not among the values; null is, as None.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError
from payables.kit.money import check_amount
from payables.purchasing.rules import sent as read
from payables.purchasing.rules.sent import Sent

MOST_LINES = 1000
LONGEST = {
    "receipt_number": 255,
    "external_id": 255,
    "erp_vendor_id": 255,
    "po_number": 255,
    "po_external_id": 255,
    "po_external_item_id": 255,
    "sku": 255,
    "uom": 50,
    "invoice_number_ref": 255,
    "note": 10_000,
}
# A delivery may be told a little before it comes; a year that was mistyped lies further away.
FURTHEST_AHEAD = timedelta(days=31)

ORDER_NAMES = ("ottimate_po_id", "erp_vendor_id", "ottimate_location_id", "po_number", "po_external_id")
LINE_NAMES = ("id", "ottimate_po_item_id", "po_external_item_id", "sku")
NEVER_NULL = ("date", "total_amount", "quantity")
# Name in the API -> field of the receipt, of what can be changed.
WRITABLE = {
    "date": "received_on",
    "total_amount": "total_amount",
    "invoice_number_ref": "invoice_number_ref",
    "note": "note",
}


@dataclass(frozen=True, slots=True)
class OrderNamed:
    """How a client names the order of a receipt; what is None was not sent."""

    id: UUID | None
    erp_vendor_id: str | None
    location_id: int | None
    po_number: str | None
    external_id: str | None

    @property
    def is_enough(self) -> bool:
        by_number = self.po_number is not None or self.external_id is not None
        return self.id is not None or (by_number and self.erp_vendor_id is not None and self.location_id is not None)


@dataclass(frozen=True, slots=True)
class LineSent:
    """A line as it was sent: `path` is where it stands, `id` an existing one's; then how it names the order's line, and
    `values`: external_id, quantity, price, uom."""

    path: str
    id: UUID | None
    order_line: UUID | None
    order_line_external_id: str | None
    sku: str | None
    values: Mapping[str, Any]

    @property
    def names_order_line(self) -> bool:
        return any(name is not None for name in (self.order_line, self.order_line_external_id, self.sku))


@dataclass(frozen=True, slots=True)
class ReceiptSent:
    """`values` are named as Receipt names them."""

    number: str | None
    external_id: str | None
    order: OrderNamed
    values: Mapping[str, Any]
    lines: list[LineSent]


def read_new_receipt(body: Mapping[str, Any], today: date) -> tuple[ReceiptSent, list[FieldError]]:
    """A receipt in full, and what is wrong with it."""
    header, lines = _header(body, today), _lines(body.get("items"))
    _take_texts(header, "receipt_number", "external_id")
    _take_order_names(header)
    header.require("receipt_number", "date", "total_amount")
    faults = [*header.faults, *_faults_of(lines)]
    if body.get("items") in (None, []):
        faults.append(FieldError("items", "A receipt has at least one line.", "required"))
    receipt = _receipt(header, lines)
    if not receipt.order.is_enough and not {fault.field for fault in faults} & set(ORDER_NAMES):
        sentence = "Send ottimate_po_id, or erp_vendor_id and ottimate_location_id with po_number or po_external_id."
        faults.append(FieldError("ottimate_po_id", sentence, "required"))
    return receipt, faults


def read_receipt_change(body: Mapping[str, Any], today: date) -> tuple[ReceiptSent, list[FieldError]]:
    """Only what can be changed; lines without an id are new ones."""
    header, lines = _header(body, today), _lines(body.get("items"))
    return _receipt(header, lines), [*header.faults, *_faults_of(lines)]


def total_faults(values: Mapping[str, Any], currency: str) -> list[FieldError]:
    """The currency is known only with the order."""
    try:
        check_amount(values.get("total_amount", Decimal(0)), currency)
    except BadValueError as error:
        return [FieldError("total_amount", error.sentence, error.code)]
    return []


def _header(body: Mapping[str, Any], today: date) -> Sent:
    header = Sent(body, never_null=NEVER_NULL)
    header.take(lambda value: _day(value, today), "date")
    header.take(_not_negative, "total_amount")
    _take_texts(header, "invoice_number_ref", "note")
    return header


def _take_order_names(header: Sent) -> None:
    header.take(read.uuid, "ottimate_po_id")
    header.take(read.integer_id, "ottimate_location_id")
    _take_texts(header, "erp_vendor_id", "po_number", "po_external_id")


def _receipt(header: Sent, lines: list[Sent]) -> ReceiptSent:
    values = header.values
    order = OrderNamed(*(values.get(name) for name in ORDER_NAMES))
    own = {stored: values[name] for name, stored in WRITABLE.items() if name in values}
    number, external_id = values.get("receipt_number"), values.get("external_id")
    return ReceiptSent(number, external_id, order, own, [_line_sent(n, line) for n, line in enumerate(lines)])


def _lines(raw: Any) -> list[Sent]:
    """One that says what is wrong where there are no lines to read."""
    if raw is None:
        return []
    whole = Sent({})
    if not isinstance(raw, list):
        whole.refuse("items", "Send a list of lines.", "invalid")
        return [whole]
    if len(raw) > MOST_LINES:  # pyright: ignore[reportUnknownArgumentType]
        whole.refuse("items", f"Send at most {MOST_LINES} lines at a time.", "too_many_rows")
        return [whole]
    return [_line(one, f"items[{n}]") for n, one in enumerate(raw)]  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


def _line(raw: Any, path: str) -> Sent:
    if not isinstance(raw, dict):
        whole = Sent({})
        whole.refuse(path, "A line is an object.", "invalid")
        return whole
    line = Sent(raw, f"{path}.", never_null=NEVER_NULL)  # pyright: ignore[reportUnknownArgumentType]
    line.take(read.uuid, "id", "ottimate_po_item_id")
    line.take(read.quantity, "quantity")
    line.take(_not_negative, "price")
    _take_texts(line, "external_id", "po_external_item_id", "sku", "uom")
    if line.values.get("id") is None:
        line.require("quantity")
    return line


def _line_sent(n: int, line: Sent) -> LineSent:
    values = line.values
    own = {name: values[name] for name in ("external_id", "quantity", "price", "uom") if name in values}
    id, order_line, external_id, sku = (values.get(name) for name in LINE_NAMES)
    return LineSent(f"items[{n}]", id, order_line, external_id, sku, own)


def _faults_of(lines: list[Sent]) -> Iterable[FieldError]:
    for line in lines:
        yield from line.faults
    for name in ("id", "external_id"):
        yield from _repeated([line.values.get(name) for line in lines], name)


def _repeated(values: list[Any], name: str) -> Iterable[FieldError]:
    """Of two lines with the same id one would be lost."""
    first: dict[Any, int] = {}
    for n, value in enumerate(values):
        if value is not None and first.setdefault(value, n) != n:
            sentence = f"items[{first[value]}] has the same {name}."
            yield FieldError(f"items[{n}].{name}", sentence, "duplicate_in_request")


def _take_texts(fields: Sent, *names: str) -> None:
    for name in names:
        fields.take(read.text(LONGEST[name]), name)


def _day(value: Any, today: date) -> date:
    day = read.day(value)
    if day > today + FURTHEST_AHEAD:
        sentence = f"A delivery lies at most {FURTHEST_AHEAD.days} days ahead: check the year."
        raise BadValueError("date_in_future", sentence)
    return day


def _not_negative(value: Any) -> Decimal:
    found = read.unit_price(value)
    if found < 0:
        raise BadValueError("negative_amount", "Send an amount of zero or more.")
    return found
