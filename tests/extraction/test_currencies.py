"""Two currencies on one paper."""

import pytest

from extraction.test_languages import read

PAPER = """
    INVOICE 4711
    Prices in EUR, paid from account EUR 12, terms EUR
    Net | GBP 100.00
    VAT 20% | {tax}
    Total | GBP 120.00"""


def test_the_totals_currency_counts_however_often_another_is_named() -> None:
    found = read(PAPER.format(tax="GBP 20.00"))
    assert (found.fields["currency"].value, found.validation) == ("GBP", [])


def test_a_tax_in_another_currency_than_the_total_is_pointed_out() -> None:
    found = read(PAPER.format(tax="EUR 20.00"))
    assert [(f.rule, f.severity) for f in found.validation] == [("two-currencies", "warning")]


@pytest.mark.parametrize("total", ["120.00", "$ 120.00", "GBP 120.00 (EUR 140.00)"])
def test_a_row_that_names_none_or_several_decides_nothing(total: str) -> None:
    found = read(f"INVOICE 4711\nAll sums in CHF\nNet | 100.00\nVAT 20% | 20.00\nTotal | {total}")
    assert [f.rule for f in found.validation if f.rule == "two-currencies"] == []
