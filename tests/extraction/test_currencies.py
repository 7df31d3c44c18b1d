"""Two currencies on one paper."""

import pytest

from extraction.test_languages import page, read
from payables.extraction.document import read_pages
from payables.extraction.model import Finding, Reading
from payables.extraction.page.model import Page

PAPER = """
    INVOICE 4711
    Prices in EUR, paid from account EUR 12, terms EUR
    Net | GBP 100.00
    VAT 20% | {tax}
    Total | GBP 120.00
    {more}"""
IN_EURO = """
    INVOICE 4711
    Net | EUR 100.00
    VAT 20% | EUR 20.00
    Total | EUR 120.00
    {more}"""


def of_currencies(reading: Reading) -> list[Finding]:
    return [finding for finding in reading.validation if finding.rule in ("two-currencies", "converted-amount")]


def wide(text: str) -> Reading:
    """A paper on which four columns have room."""
    narrow = page(text)
    return read_pages([Page(narrow.number, 1300, narrow.height, narrow.words)])


def warned(text: str) -> bool:
    told = of_currencies(wide(text))
    assert all(f.severity == ("warning" if f.rule == "two-currencies" else "info") for f in told)
    return any(finding.rule == "two-currencies" for finding in told)


def informed(text: str) -> bool:
    return [finding.rule for finding in of_currencies(read(text))] == ["converted-amount"]


def test_the_totals_currency_counts_however_often_another_is_named() -> None:
    found = read(PAPER.format(tax="GBP 20.00", more=""))
    assert (found.fields["currency"].value, found.validation) == ("GBP", [])


@pytest.mark.parametrize("total", ["EUR 460.00 (USD 500.00)", "EUR 460.00 / USD 500.00", "460.00 EUR (500.00 USD)"])
def test_of_two_in_its_row_that_beside_the_total_counts(total: str) -> None:
    found = read(f"INVOICE 4711\nUSD USD USD\nNet | EUR 400.00\nVAT 15% | EUR 60.00\nTotal | {total}")
    assert (found.fields["currency"].value, found.fields["total_amount"].value) == ("EUR", "460.00")


def test_a_tax_in_another_currency_than_the_total_is_pointed_out() -> None:
    found = read(PAPER.format(tax="EUR 20.00", more=""))
    assert [(f.rule, f.severity) for f in found.validation] == [("two-currencies", "warning")]


@pytest.mark.parametrize(
    "more",
    [
        "Amount due | USD 135.00",
        "Amount due | 135.00 USD",
        "Amount due (USD) | 135.00",
        "Amount due in USD: | 135.00",
        "Grand total | $ 135.00",
        "Rechnungsbetrag | CHF 135.00",
        "Net amount | US$ 112.50",
        "Total | kr 1,310.00",
    ],
)
def test_another_sum_in_another_currency_is_pointed_out(more: str) -> None:
    assert warned(IN_EURO.format(more=more))


def test_what_is_told_names_both() -> None:
    [finding] = of_currencies(read(IN_EURO.format(more="Amount due | USD 135.00")))
    assert "EUR" in finding.message
    assert "USD" in finding.message


@pytest.mark.parametrize(
    "more",
    [
        "Total equals USD 129.60 at 1.08",
        "Total (USD 129.60)",
        "For information: total amount | USD 129.60",
        "Gesamtbetrag entspricht | USD 129.60",
        "Total | USD 129.60\n    Exchange rate: 1 EUR = 1.08 USD",
        "Rate 1.0800\n    Total | USD 129.60",
        "Total | BGN 234.70",  # by the fixed rate, both were printed for a year
        "VAT in the currency of the tax office | SEK 220.00",
    ],
)
def test_a_sum_that_is_converted_is_told_and_stops_nothing(more: str) -> None:
    assert informed(IN_EURO.format(more=more))


@pytest.mark.parametrize(
    "more",
    [
        "Our accounts: EUR 12, USD 13",
        "Fee for payments in USD | USD 15.00",
        "Total | € 120.00",
        "Amount due | 120.00",
        "Insured up to USD 5,000.00",
    ],
)
def test_other_words_of_currencies_are_no_sums(more: str) -> None:
    assert of_currencies(read(IN_EURO.format(more=more))) == []


def test_a_dollar_is_a_dollar_of_any_country() -> None:
    assert of_currencies(read("INVOICE 4711\nNet | $ 100.00\nGST 20% | $ 20.00\nTotal | CAD 120.00")) == []


LINES = """
    INVOICE 4711
    Description | Quantity | Price | Amount{head}
    Widget | 2 | 25.00 | {sign}50.00
    Gadget | 1 | 50.00 | {sign}50.00
    Total | EUR 100.00"""


@pytest.mark.parametrize(("head", "sign"), [(" USD", ""), (" ($)", ""), ("", "$"), ("", "USD "), ("", "£")])
def test_lines_in_another_currency_than_the_total_are_pointed_out(head: str, sign: str) -> None:
    assert warned(LINES.format(head=head, sign=sign))


@pytest.mark.parametrize(("head", "sign"), [("", ""), (" EUR", ""), (" (€)", ""), ("", "€ ")])
def test_lines_in_that_of_the_total_are_not(head: str, sign: str) -> None:
    assert of_currencies(wide(LINES.format(head=head, sign=sign))) == []


@pytest.mark.parametrize(("total", "told"), [("120.00", False), ("$ 120.00", True), ("CHF 120.00 (EUR 140.00)", False)])
def test_a_total_in_a_sign_that_the_papers_currency_does_not_have_is_pointed_out(total: str, told: bool) -> None:
    assert warned(f"INVOICE 4711\nAll sums in CHF\nNet | 100.00\nVAT 20% | 20.00\nTotal | {total}") is told
