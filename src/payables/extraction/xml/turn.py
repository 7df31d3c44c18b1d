"""Where a credit memo with negative amounts was turned positive, its details are turned as well."""

from payables.extraction.einvoice import EInvoiceTax
from payables.extraction.model import Line, Reading


def turn_details(reading: Reading) -> None:
    """The amounts of the tax breakdown, and of the allowances and charges of lines; sub-lines as their lines."""
    for tax in reading.einvoice.taxes if reading.einvoice else []:
        _turn_tax(tax)
    if reading.einvoice:
        reading.einvoice.tax_currency_total = _opposite(reading.einvoice.tax_currency_total)
    for line in reading.items:
        _turn_line(line)


def _turn_tax(tax: EInvoiceTax) -> None:
    tax.taxable_amount, tax.tax_amount = _opposite(tax.taxable_amount), _opposite(tax.tax_amount)


def _turn_line(line: Line) -> None:
    for adjustment in line.allowances + line.charges:
        if adjustment.amount:
            adjustment.amount.value = _opposite(adjustment.amount.value) or ""
    for below in line.sub_lines:
        for field in (below.quantity, below.amount):
            if field:
                field.value = _opposite(field.value) or ""
        _turn_line(below)


def _opposite(amount: str | None) -> str | None:
    """Of a decimal's text; nought has no sign."""
    if not amount or not amount.strip("0."):
        return amount
    return amount[1:] if amount.startswith("-") else f"-{amount}"
