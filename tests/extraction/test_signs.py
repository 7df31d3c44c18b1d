"""What a negative total means."""

import pytest

from payables.extraction.einvoice import EInvoice, EInvoiceTax
from payables.extraction.model import Adjustment, Field, Line, Reading, Tax
from payables.extraction.signs import in_minus, make_positive, turned


def field(value: str, raw: str | None = None) -> Field:
    return Field(value, 1.0, raw=raw)


def paper(total: str, kind: str | None = "credit_memo", raw: str | None = None) -> Reading:
    fields = {"total_amount": field(total)} | ({"type": field(kind, raw)} if kind else {})
    return Reading("pdf", ["text"], 1, fields=fields)


@pytest.mark.parametrize(("kind", "raw"), [("credit_memo", None), ("invoice", "384")])
def test_a_credit_memo_or_correction_with_a_minus_is_turned(kind: str, raw: str | None) -> None:
    reading = paper("-12.00", kind, raw)
    make_positive(reading)
    assert [reading.fields[name].value for name in ("type", "total_amount")] == ["credit_memo", "12.00"]
    assert (reading.fields["total_amount"].raw, reading.validation) == ("-12.00", [])


def test_an_invoice_keeps_the_sign_that_is_written_and_says_so() -> None:
    reading = paper("-12.00", "invoice")
    make_positive(reading)
    assert reading.fields["total_amount"].value == "-12.00"
    assert [finding.rule for finding in reading.validation] == ["negative-total"]


@pytest.mark.parametrize(
    ("total", "kind", "owed"),
    [
        ("-12.00", "invoice", True),
        ("-12.00", "credit_memo", True),
        ("-12.00", None, True),
        ("-12.00", "statement", False),
        ("-12.00", "other", False),
        ("12.00", "invoice", False),
        ("-0.00", "invoice", False),
    ],
)
def test_a_bill_below_zero_is_owed_to_us(total: str, kind: str | None, owed: bool) -> None:
    assert in_minus(paper(total, kind)) is owed


@pytest.mark.parametrize(
    ("stands", "turns"),
    [
        (("-2", "5.00", "-10.00"), ("2", "5.00", "10.00")),
        (("1", "-3.00", "-3.00"), ("1", "3.00", "3.00")),
        (("2", "5.00", "-10.00"), ("2", "5.00", "10.00")),
        ((None, None, "-4.00"), (None, None, "4.00")),
        (("1", "0.00", "0.00"), ("1", "0.00", "0.00")),
        (("-1", "0.00", "0.00"), ("1", "0.00", "0.00")),
        (("many", "5.00", "-10.00"), ("many", "5.00", "10.00")),
    ],
)
def test_lines_still_close_when_they_are_turned(stands: tuple[str | None, ...], turns: tuple[str | None, ...]) -> None:
    reading = paper("-1.00")
    quantity, price, amount = (field(text) if text else None for text in stands)
    reading.items = [Line(quantity=quantity, price=price, amount=amount)]
    [line] = turned(reading).items
    assert tuple(f.value if f else None for f in (line.quantity, line.price, line.amount)) == turns


def test_every_part_is_turned_and_what_was_read_stays() -> None:
    reading = paper("-12.00")
    reading.charges = [Adjustment(field("-1.00"))]
    reading.taxes = [Tax(field("20"), field("-10.00"), field("-2.00"))]
    below = Line(amount=field("-9.00"), allowances=[Adjustment(field("-0.50"))])
    reading.items = [Line(amount=field("-9.00"), sub_lines=[below])]
    reading.einvoice = EInvoice("ubl", taxes=[EInvoiceTax("S", "20", "-10.00", "-2.00")], tax_currency_total="-2.10")
    other = turned(reading)
    assert [adjustment.amount.value for adjustment in other.charges if adjustment.amount] == ["1.00"]
    assert [tax.tax_amount.value for tax in other.taxes if tax.tax_amount] == ["2.00"]
    [sub] = other.items[0].sub_lines
    assert sub.amount and sub.allowances[0].amount
    assert (sub.amount.value, sub.allowances[0].amount.value) == ("9.00", "0.50")
    assert other.einvoice and other.einvoice.taxes[0].tax_amount == "2.00"
    assert other.einvoice.tax_currency_total == "2.10"
    assert reading.fields["total_amount"].value == "-12.00"
