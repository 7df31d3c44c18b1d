"""Numbers and dates as printed in different countries."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.test_languages import read
from payables.extraction.page.numbers import decimal_mark, parse


@pytest.mark.parametrize(
    ("printed", "mark", "value"),
    [
        ("1,234.56", ".", "1234.56"),
        ("1.234,56", ",", "1234.56"),
        ("1 234,56", ",", "1234.56"),
        ("1’234.56", ".", "1234.56"),
        ("12,34,567.00", ".", "1234567.00"),
        ("1.234", ",", "1234"),
        ("1.234", ".", "1.234"),
        ("1,234", ".", "1234"),
        ("1.234.567", ".", "1234567"),
        ("0.5", ",", "0.5"),
        ("1.101.80", ".", "1101.80"),
        ("-12.50", ".", "-12.50"),
        ("12.50-", ".", "-12.50"),
        ("(12.50)", ".", "-12.50"),
        ("−3,00", ",", "-3.00"),
        ("904.80 CR", ".", "-904.80"),
        ("1.904,80 Cr", ",", "-1904.80"),
    ],
)
def test_a_printed_number_has_one_value(printed: str, mark: str, value: str) -> None:
    assert parse(printed, mark) == Decimal(value)


@pytest.mark.parametrize("printed", ["", "-", "1,,2", "a12", "１２", "1e5", "NaN", "--1", "1_000"])
def test_what_is_no_number_has_none(printed: str) -> None:
    assert parse(printed, ".") is None


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from([",.", ".,", " ,", "’."]))
def test_every_amount_survives_its_print(value: Decimal, marks: str) -> None:
    group, mark = marks
    printed = f"{value:,.2f}".replace(",", "#").replace(".", mark).replace("#", group)
    assert parse(printed, mark) == value


def test_most_numbers_decide_the_decimal_mark() -> None:
    assert decimal_mark("1.200,00 and 12,50 but 3.75", "en") == ","
    assert decimal_mark("no cents", "de") == ","
    assert decimal_mark("no cents", "en") == "."


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("2026-03-04", "2026-03-04"),
        ("04.03.2026", "2026-03-04"),
        ("4. März 2026", "2026-03-04"),
        ("4 mars 2026", "2026-03-04"),
        ("4 de marzo de 2026", "2026-03-04"),
        ("4 maart 2026", "2026-03-04"),
        ("March 4, 2026", "2026-03-04"),
        ("4th March 2026", "2026-03-04"),
        ("4-Mar-26", "2026-03-04"),
        ("04/03/26", "2026-03-04"),
        ("28/02/2026", "2026-02-28"),
        ("02/28/2026", "2026-02-28"),
        ("04/03/202612:15:08", "2026-03-04"),
    ],
)
def test_a_printed_date_is_read(printed: str, value: str) -> None:
    assert read(f"Some seller\nInvoice date: {printed}\nfor your garden").fields["invoice_date"].value == value


@pytest.mark.parametrize("printed", ["31.02.2026", "2026-13-01", "00/00/0000", "99.99.99", "1.2.3.4", "12.34"])
def test_an_impossible_date_is_none(printed: str) -> None:
    assert "invoice_date" not in read(f"Some seller\nInvoice date: {printed}\nfor your garden").fields


def test_dollars_mean_month_first_unless_a_date_says_otherwise() -> None:
    assert read("Invoice date: 03/04/2026\nTotal due | $12.00").fields["invoice_date"].value == "2026-03-04"
    other = read("Invoice date: 03/04/2026\nPrinted 25/04/2026\nTotal due | $12.00")
    assert other.fields["invoice_date"].value == "2026-04-03"


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2079, 12, 31)))
def test_every_iso_date_is_read(day: date) -> None:
    assert read(f"Invoice date: {day.isoformat()}\nof the invoice").fields["invoice_date"].value == day.isoformat()
