"""An invoice as its paper is compared with it: every value as text, amounts with a dot, dates ISO 8601."""

from collections.abc import Iterable

import msgspec

from payables.invoices.model import Item
from payables.invoices.rules.content import Content
from payables.learning.model.fields import Values

# What a PATCH names -> the field of the paper.
NAMED = {
    "invoice_number": "number",
    "invoice_date": "invoice_date",
    "due_date": "due_date",
    "currency": "currency",
    "total_amount": "total_amount",
    "total_tax": "total_tax",
    "purchase_order": "purchase_order",
    "type": "type",
    "ottimate_vendor_id": "vendor",
    "erp_vendor_id": "vendor",
    "items": "items",
}
_SAME_NAMES = ("number", "invoice_date", "due_date", "currency", "total_amount", "total_tax", "purchase_order", "type")
_CELLS = ("name", "description", "sku", "quantity", "unit", "price", "amount")


def named_of(sent: Iterable[str]) -> frozenset[str]:
    """The fields of the paper that a body speaks of."""
    return frozenset(NAMED[name] for name in sent if name in NAMED)


def values_of(content: Content) -> Values:
    """The vendor by its id; the lines as JSON of the cells that papers have: coding is nothing of the paper's."""
    invoice = content.invoice
    values = {name: _text(getattr(invoice, name)) for name in _SAME_NAMES}
    return {**values, "vendor": _text(invoice.vendor_id), "items": _lines(content.items)}


def _lines(items: Iterable[Item]) -> str | None:
    lines = [{cell: value for cell in _CELLS if (value := _text(getattr(item, cell))) is not None} for item in items]
    return msgspec.json.encode(lines).decode() if lines else None


def _text(value: object) -> str | None:
    return None if value is None else str(value)
