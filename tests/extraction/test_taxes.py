"""Tax by rate on papers made up here."""

import pytest

from extraction.einvoices import CII, UBL
from extraction.test_type import page
from payables.extraction.document import read_pages
from payables.extraction.limits import Limits
from payables.extraction.model import Tax
from payables.extraction.xml.read import read_xml

HEAD = "Harbour Supplies Ltd\n12 Quay Road\nINVOICE\nInvoice number: HS-20417\nInvoice date: 14 March 2026\n"
Row = tuple[str | None, str | None, str | None]


def shown(tax: Tax) -> Row:
    parts = (tax.rate, tax.taxable_amount, tax.tax_amount)
    rate, base, amount = (part.value if part else None for part in parts)
    return rate, base, amount


def taxes(text: str) -> list[Row]:
    return [shown(tax) for tax in read_pages([page(HEAD + text)]).taxes]


def test_one_rate_takes_its_taxable_amount_from_the_net() -> None:
    assert taxes("Net total | 490.00\nVAT 20% | 98.00\nTotal GBP | 588.00") == [("20", "490.00", "98.00")]


def test_each_rate_has_its_row() -> None:
    text = (
        "Net total | 150.00\nVAT 20% of 100.00 | 20.00\nVAT 5% of 50.00 | 2.50\nVAT total | 22.50\nTotal GBP | 172.50"
    )
    assert sorted(taxes(text)) == [("20", "100.00", "20.00"), ("5", "50.00", "2.50")]


def test_a_summary_under_a_heading_is_read_without_percent_signs() -> None:
    text = "Net total | 100.00\nTotal VAT | 6.00\nTotal | 106.00\nGST summary\nSR 6 | 100.00 | 6.00"
    assert taxes(text) == [("6", "100.00", "6.00")]


def test_rows_that_do_not_add_up_to_the_tax_are_left_out() -> None:
    text = "Net total | 490.00\nVAT 20% | 98.00\nTotal GBP | 588.00\nTax saved at 10 % of 200.00 | 20.00"
    assert taxes(text) == [("20", "490.00", "98.00")]


def test_a_paper_without_a_rate_has_no_rows() -> None:
    assert taxes("Net total | 490.00\nVAT | 98.00\nTotal GBP | 588.00") == []


@pytest.mark.parametrize("xml", [UBL, CII])
def test_an_e_invoice_shows_its_taxes_in_the_same_shape(xml: bytes) -> None:
    reading = read_xml(xml, Limits())
    assert reading.einvoice is not None
    stated = [(t.rate, t.taxable_amount, t.tax_amount) for t in reading.einvoice.taxes]
    assert stated and [shown(tax) for tax in reading.taxes] == stated
