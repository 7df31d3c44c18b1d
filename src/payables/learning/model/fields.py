"""The fields of a record that stand on its paper, and how their values are compared."""

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """How two values of a field are compared."""

    AMOUNT = "amount"
    DATE = "date"
    IDENTIFIER = "identifier"
    CODE = "code"
    LINES = "lines"


# The fields of a record that stand on its paper. `vendor` is the vendor's id, `items` the cells of all lines as JSON.
KINDS = {
    "number": Kind.IDENTIFIER,
    "invoice_date": Kind.DATE,
    "due_date": Kind.DATE,
    "currency": Kind.CODE,
    "total_amount": Kind.AMOUNT,
    "total_tax": Kind.AMOUNT,
    "purchase_order": Kind.IDENTIFIER,
    "type": Kind.CODE,
    "vendor": Kind.CODE,
    "items": Kind.LINES,
}

# What memory may choose among the values on the paper, and what holds for a vendor although no paper says it.
PLACED = ("number", "invoice_date", "due_date", "total_amount", "total_tax", "purchase_order")
CONSTANT = ("currency", "type")

# What rankers are learned of: fields that are chosen among the values on a paper, and whose truth people say.
RANKED = ("number", "invoice_date", "due_date", "purchase_order", "total_amount", "total_tax")

Values = Mapping[str, str | None]
