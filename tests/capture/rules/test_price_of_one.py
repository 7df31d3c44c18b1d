"""What one unit costs where an e-invoice prices so many."""

import pytest

from payables.capture.rules.price_of_one import price_of_one
from payables.extraction.einvoice import EInvoiceLine
from payables.extraction.model import Field, Line


@pytest.mark.parametrize(
    ("price", "per", "one"),
    [
        ("49.00", "100", "0.490000"),
        ("49.00", None, "49.000000"),
        ("10", "3", "3.333333"),
        ("3.3333333333", "1", "3.333333"),
        ("-49.00", "100", "-0.490000"),
        ("49.00", "0", "49.000000"),
        ("49.00", "-5", "49.000000"),
    ],
)
def test_an_e_invoice_may_price_so_many(price: str, per: str | None, one: str) -> None:
    found = price_of_one(Line(price=Field(price, 1.0), einvoice=EInvoiceLine(price_quantity=per)))
    assert found is not None
    assert (found.value, found.confidence) == (one, 1.0)


def test_a_price_on_paper_stays_as_it_is() -> None:
    assert price_of_one(Line(price=Field("3.3333333", 0.9))) == Field("3.3333333", 0.9)


def test_a_line_without_a_price_has_none() -> None:
    assert price_of_one(Line(einvoice=EInvoiceLine(price_quantity="100"))) is None


def test_a_price_that_is_no_number_is_left_to_its_reason() -> None:
    assert price_of_one(Line(price=Field("free", 1.0), einvoice=EInvoiceLine(id="1"))) == Field("free", 1.0)
