"""Fields of invoices and lines as clients send them (contract/invoices-and-catalog.md sections 3.3 to 3.5).

Every fault is found at once. What was not sent is not in the answer; null is, as None.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from payables.invoices.model import InvoiceType
from payables.kit.bad_value import BadValueError
from payables.kit.dates import parse_date
from payables.kit.errors import FieldError
from payables.kit.ids import MAX_INT_ID, parse_int_id
from payables.kit.money import check_amount, check_quantity, check_unit_price, is_currency
from payables.kit.text import clean_text

LONGEST = {
    "invoice_number": 255,
    "erp_vendor_id": 255,
    "erp_vendor_name": 500,
    "purchase_order": 255,
    "notes": 10_000,
    "name": 2_000,
    "sku": 255,
    "unit": 50,
}
MAX_LINES = 1000
READ_ONLY = ("status", "payment_status")
NEVER_NULL = frozenset({"ottimate_location_id", "ottimate_company_id", "currency", "type", "name"})

Read = Callable[[Any], Any]


class WritableType(StrEnum):
    """What `type` may be set to; `other` is only ever read."""

    INVOICE = "invoice"
    CREDIT_MEMO = "credit_memo"


class Sent:
    """The values that were sent, as they are stored, and what is wrong with the others."""

    def __init__(self, sent: Mapping[str, Any], path: str = "") -> None:
        self.values: dict[str, Any] = {}
        self.faults: list[FieldError] = []
        self._sent = sent
        self._path = path

    def take(self, read: Read, *names: str) -> None:
        for name in names:
            if name in self._sent:
                self._take(name, self._sent[name], read)

    def refuse(self, name: str, sentence: str, code: str) -> None:
        self.faults.append(FieldError(f"{self._path}{name}", sentence, code))

    def _take(self, name: str, value: Any, read: Read) -> None:
        if value is None and name in NEVER_NULL:
            self.refuse(name, "This field cannot be null: leave it out to keep its value.", "required")
            return
        try:
            self.values[name] = None if value is None else read(value)
        except BadValueError as error:
            self.refuse(name, error.sentence, error.code)


def read_place(sent: Mapping[str, Any]) -> Sent:
    """Where a new invoice belongs; the company follows from the location where it is left out."""
    place = Sent(sent)
    place.take(_id, "ottimate_company_id", "ottimate_location_id")
    if sent.get("ottimate_location_id") is None and not place.faults:
        place.refuse("ottimate_location_id", "This field is required.", "required")
    return place


def currency_of(sent: Mapping[str, Any], default: str) -> str:
    """The currency that the amounts beside it are in; a wrong one is reported by `read_header`."""
    currency = sent.get("currency")
    return currency if isinstance(currency, str) and is_currency(currency) else default


def read_header(sent: Mapping[str, Any], currency: str) -> Sent:
    """Fields of the invoice itself. `dimensions` and `custom_fields` are looked up elsewhere; here only their shape
    counts."""
    header = Sent(sent)
    for name in READ_ONLY:
        if name in sent:
            header.refuse(
                name, "This field cannot be written: it follows from what happens to the invoice.", "read_only_field"
            )
    header.take(_id, "ottimate_location_id", "ottimate_vendor_id")
    header.take(_date, "invoice_date", "due_date", "posting_date")
    header.take(lambda value: _positive(value, currency), "total_amount", "total_tax", "discount_amount")
    header.take(_currency, "currency")
    header.take(_type, "type")
    header.take(_object, "dimensions")
    header.take(_custom_fields, "custom_fields")
    _take_texts(header, "invoice_number", "erp_vendor_id", "erp_vendor_name", "purchase_order", "notes")
    return header


def read_line(sent: Any, currency: str, path: str = "") -> Sent:
    """Fields of one line. `id` names an existing one."""
    line = Sent(sent if isinstance(sent, dict) else {}, path)
    if not isinstance(sent, dict):
        line.refuse("", "A line is an object.", "invalid")
        return line
    line.take(_id, "id")
    line.take(lambda value: check_quantity(_number(value)), "quantity")
    line.take(lambda value: check_unit_price(_number(value)), "price")
    line.take(lambda value: check_amount(_number(value), currency), "amount")
    line.take(_boolean, "is_taxed", "remove")
    line.take(_object, "dimensions")
    line.take(_custom_fields, "custom_fields")
    _take_texts(line, "name", "sku", "unit")
    if sent.get("item") is not None:
        line.refuse("item", "There is no such inventory item: leave it out.", "unknown_item")
    return line


def read_new_lines(sent: Any, currency: str) -> tuple[list[dict[str, Any]], list[FieldError]]:
    """The lines of a new invoice, and every fault in them."""
    if faults := faults_of_lines(sent):
        return [], faults
    lines: list[dict[str, Any]] = []
    faults: list[FieldError] = []
    for n, raw in enumerate(sent or []):
        line = read_line(raw, currency, f"items[{n}].")
        lines.append(line.values)
        faults += faults_of_new_line(line.faults, raw, f"items[{n}].")
    return lines, faults


def faults_of_lines(sent: Any) -> list[FieldError]:
    """What is wrong with the list as such."""
    if sent is not None and not isinstance(sent, list):
        return [FieldError("items", "Send a list of lines.", "invalid")]
    if sent and len(sent) > MAX_LINES:
        return [FieldError("items", f"Send at most {MAX_LINES} lines at a time.", "too_many_rows")]
    return []


def faults_of_new_line(faults: list[FieldError], sent: Any, path: str = "") -> list[FieldError]:
    """A new line says what it is and what it costs: by quantity and price, or by its amount."""
    if faults:
        return faults
    needed = ["name"] if sent.get("amount") is not None else ["name", "quantity", "price"]
    missing = [name for name in needed if sent.get(name) in (None, "")]
    return [FieldError(f"{path}{name}", "This field is required.", "required") for name in missing]


def _take_texts(fields: Sent, *names: str) -> None:
    for name in names:
        fields.take(lambda value, limit=LONGEST[name]: _text(value, limit), name)


def _text(value: Any, limit: int) -> str | None:
    if not isinstance(value, str):
        raise BadValueError("invalid", "Send a text.")
    return clean_text(value.strip(), limit) or None


def _date(value: Any) -> Any:
    if not isinstance(value, str):
        raise BadValueError("invalid_date", "A date is written YYYY-MM-DD, such as 2024-12-31.")
    return parse_date(value)


def _number(value: Any) -> Decimal:
    """A JSON number; text is refused, since nothing says how it was meant."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise BadValueError("invalid_amount", "Send a number.")
    return Decimal(value)


def _positive(value: Any, currency: str) -> Decimal:
    amount = check_amount(_number(value), currency)
    if amount < 0:
        raise BadValueError(
            "negative_amount", 'Send a positive amount: what is owed to you says so by its type, "credit_memo".'
        )
    return amount


def _id(value: Any) -> int:
    found = parse_int_id(value) if isinstance(value, str) else value
    if not isinstance(found, int) or isinstance(found, bool) or not 1 <= found <= MAX_INT_ID:
        raise BadValueError("invalid_id", "Send an integer id.")
    return found


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValueError("invalid", "Send true or false.")
    return value


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadValueError("invalid", "Send an object: dimension type -> erp_dimension_id.")
    return value


def _custom_fields(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadValueError("invalid", "Send an object: key of the field -> value.")
    return value


def _currency(value: Any) -> str:
    if not isinstance(value, str) or not is_currency(value):
        raise BadValueError("unknown_currency", "Use an ISO 4217 code such as USD or EUR.")
    return value


def _type(value: Any) -> InvoiceType:
    if value not in (WritableType.INVOICE, WritableType.CREDIT_MEMO):
        raise BadValueError("invalid_type", 'The type is "invoice" or "credit_memo".')
    return InvoiceType(value)
