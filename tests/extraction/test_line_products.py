"""A line that costs more than its quantity times its price keeps a paper from going straight on."""

import pytest

from extraction.test_languages import read
from extraction.test_lines import table
from payables.extraction.checks.arithmetic import Arithmetic, arithmetic
from payables.extraction.document import read_pages

PAPER = """
    Harbour Supplies Ltd
    INVOICE HS-20417
    Invoice date: 14 March 2026
    Description | Qty | Unit price | Amount
    {line}
    {sums}"""


def told(line: str, sums: str) -> tuple[list[str], Arithmetic]:
    found = read(PAPER.format(line=line, sums=sums))
    return [f.severity for f in found.validation if f.rule == "line-costs-more"], arithmetic(found)


def test_a_line_of_more_than_its_product_opens_the_arithmetic() -> None:
    assert told("Canvas | 2 | 100.00 | 300.00", "Total | GBP 300.00") == (["error"], Arithmetic.OPEN)


def test_an_overcharge_by_the_tax_is_one_where_tax_comes_on_top() -> None:
    sums = "Subtotal | GBP 240.00\n    VAT 20% | GBP 48.00\n    Total | GBP 288.00"
    assert told("Canvas | 2 | 100.00 | 240.00", sums) == (["error"], Arithmetic.OPEN)


@pytest.mark.parametrize(
    ("line", "sums"),
    [
        ("Canvas | 3 | 100.00 | 300.00", "Total | GBP 300.00"),
        ("Canvas | 20 | 2.77 | 55.46", "Total | GBP 55.46"),
        ("Canvas | 1.33 | 75.00 | 100.00", "Total | GBP 100.00"),
        ("Canvas | 2 | 100.00 | 150.00", "Total | GBP 150.00"),
        ("Canvas | 2 | 100.00 | 240.00", "VAT 20% included\n    Total | GBP 240.00"),
    ],
    ids=["exact", "rounded price", "rounded quantity", "discount", "amount with tax"],
)
def test_what_is_explained_closes(line: str, sums: str) -> None:
    assert told(line, sums) == ([], Arithmetic.CLOSES)


def test_lines_that_lead_to_no_sum_are_told_as_a_whole() -> None:
    assert told("Canvas | 2 | 100.00 | 300.00", "Total | GBP 900.00")[0] == []


def test_a_lost_decimal_point_is_told_in_print() -> None:
    assert told("Technician | 35 | 132.00 | 462.00", "Total | GBP 462.00") == (["error"], Arithmetic.OPEN)


def test_a_decimal_point_that_a_picture_did_not_show_is_put_back() -> None:
    pages = table(
        ((40, "INVOICE 4711"),),
        ((40, "Description"), (300, "Qty"), (380, "Price"), (460, "Amount")),
        ((40, "Technician"), (300, "35"), (380, "132.00"), (460, "462.00")),
        ((40, "Filter"), (300, "2"), (380, "40.00"), (460, "80.00")),
        ((300, "Total"), (460, "542.00")),
    )
    pages[0].source = "ocr:tesseract"
    found = read_pages(pages)
    [quantity, other] = [item.quantity for item in found.items]
    assert quantity and other and (quantity.value, quantity.raw, other.value) == ("3.5", "35", "2")
    assert (quantity.confidence, found.validation, arithmetic(found)) == (0.7, [], Arithmetic.CLOSES)
