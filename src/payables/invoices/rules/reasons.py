"""Why an invoice needs attention, found by its values alone (contract/invoices-and-catalog.md sections 8 and 10).

Arithmetic closes in either of two spellings, where lines have their amounts without tax or with it:
    lines + tax - discount = total          lines - discount = total
Each line may have lost half of the currency's smallest unit to rounding; one whole unit is always allowed.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from payables.invoices.model import InvoiceType, LineDraft, Reason
from payables.invoices.rules.field_table import ANSWERING
from payables.kit.money import currency_digits

LIKELY_DUPLICATE = "likely_duplicate"


class Checked(Protocol):
    """The values that are looked at: a draft or a stored invoice."""

    @property
    def vendor_id(self) -> int | None: ...
    @property
    def vendor_as_read(self) -> str | None: ...
    @property
    def type(self) -> InvoiceType: ...
    @property
    def number(self) -> str | None: ...
    @property
    def invoice_date(self) -> date | None: ...
    @property
    def due_date(self) -> date | None: ...
    @property
    def currency(self) -> str: ...
    @property
    def total_amount(self) -> Decimal | None: ...
    @property
    def total_tax(self) -> Decimal | None: ...
    @property
    def discount_amount(self) -> Decimal | None: ...


def reasons_of(invoice: Checked, lines: Sequence[LineDraft], duplicate_of: str | None = None) -> list[Reason]:
    """Everything that keeps the invoice from going on; `duplicate_of` is the id of the invoice that has its number."""
    found = [
        _vendor(invoice),
        _missing(invoice.number, "missing_number", "invoice_number", "The invoice number is missing."),
        _missing(invoice.invoice_date, "missing_invoice_date", "invoice_date", "The invoice date is missing."),
        _missing(invoice.total_amount, "missing_total", "total_amount", "The total is missing."),
        _dates(invoice),
        _sign(invoice),
        _tax(invoice),
        _sum(invoice, lines),
        _duplicate(duplicate_of),
    ]
    return [reason for reason in found if reason]


# What `reasons_of` says anew at every change. Other codes come from the way in and stay until somebody answers them.
COMPUTED = frozenset(
    {
        "unknown_vendor",
        "missing_number",
        "missing_invoice_date",
        "missing_total",
        "due_before_invoice_date",
        "negative_total",
        "tax_exceeds_total",
        "lines_do_not_sum",
        LIKELY_DUPLICATE,
    }
)


def unanswered(reasons: Sequence[Reason], named: frozenset[str]) -> list[Reason]:
    """What the way in found and nobody has answered. `named` is what a change names of ANSWERING, and `items[n]` for
    its lines: naming a reason's field, also with the value it has, answers it; a reason about nothing that a change can
    name is answered by naming anything."""
    return [reason for reason in reasons if reason.code not in COMPUTED and not _answered(reason, named)]


def _answered(reason: Reason, named: frozenset[str]) -> bool:
    """`items[2].price` is answered by whatever is said of that line."""
    place = (reason.field or "").partition(".")[0]
    return place in named if place.partition("[")[0] in ANSWERING else bool(named)


def _vendor(invoice: Checked) -> Reason | None:
    if invoice.vendor_id is not None:
        return None
    read = f' The paper says "{invoice.vendor_as_read}".' if invoice.vendor_as_read else ""
    return Reason("unknown_vendor", f"The vendor is not known: choose or create it.{read}", "erp_vendor_id")


def _missing(value: object, code: str, field: str, sentence: str) -> Reason | None:
    return Reason(code, sentence, field) if value is None or value == "" else None


def _dates(invoice: Checked) -> Reason | None:
    if invoice.invoice_date is None or invoice.due_date is None or invoice.due_date >= invoice.invoice_date:
        return None
    return Reason("due_before_invoice_date", "The due date lies before the invoice date.", "due_date")


def _sign(invoice: Checked) -> Reason | None:
    if invoice.total_amount is None or invoice.total_amount >= 0:
        return None
    sentence = "The total is below zero: money owed to you is a credit memo with a positive total."
    return Reason("negative_total", sentence, "total_amount")


def _tax(invoice: Checked) -> Reason | None:
    if invoice.total_amount is None or invoice.total_tax is None or abs(invoice.total_tax) <= abs(invoice.total_amount):
        return None
    return Reason("tax_exceeds_total", "The tax is more than the total.", "total_tax")


def _sum(invoice: Checked, lines: Sequence[LineDraft]) -> Reason | None:
    """Only where every line has its amount: with one missing there is nothing to compare."""
    amounts = [line.amount for line in lines if line.amount is not None]
    if not lines or len(amounts) < len(lines) or invoice.total_amount is None:
        return None
    gross = sum(amounts, Decimal(0)) - (invoice.discount_amount or 0)
    net = gross + (invoice.total_tax or 0)
    unit = Decimal(1).scaleb(-currency_digits(invoice.currency))
    allowed = max(unit, unit * len(lines) / 2)
    if min(abs(net - invoice.total_amount), abs(gross - invoice.total_amount)) <= allowed:
        return None
    sentence = f"The lines come to {net} with tax and discount, the total says {invoice.total_amount}."
    return Reason("lines_do_not_sum", sentence, "items")


def _duplicate(other: str | None) -> Reason | None:
    if other is None:
        return None
    sentence = "Another invoice of this vendor has the same number: keep one of them, or correct the number."
    return Reason(LIKELY_DUPLICATE, sentence, "invoice_number", other)
