"""Numbers as people type them."""

from decimal import Decimal

import pytest
from babel import Locale

from payables.dashboard.shown.typed import NotANumber, read_number, typed_number, whole_number


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("1234.56", ".", "1234.56"),
        ("1,234.56", ".", "1234.56"),
        ("1.234,56", ".", "1234.56"),
        ("1 234,56", ",", "1234.56"),
        ("1'234.50", ".", "1234.50"),
        ("12,5", ".", "12.5"),
        ("1.234", ".", "1.234"),
        ("1.234", ",", "1234"),
        ("1,234", ".", "1234"),
        ("0,123", ".", "0.123"),
        ("1.234.567", ".", "1234567"),
        (".5", ".", "0.5"),
        ("-3", ".", "-3"),
        ("\u22123.20", ".", "-3.20"),
        ("(12.00)", ".", "-12.00"),
        ("EUR 1.234,56", ".", "1234.56"),
        ("12.50 $", ".", "12.50"),
    ],
)
def test_what_is_meant_is_read(text: str, mark: str, number: str) -> None:
    assert read_number(text, mark) == Decimal(number)


@pytest.mark.parametrize("text", ["abc", "1,2,3", "12.34.56", "1.2.3,4.5", "1e5", "--1", "1" * 41, "٣", "1 000 000x2"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        read_number(text, ".")


def test_nothing_is_nothing() -> None:
    assert read_number("  ", ".") is None


@pytest.mark.parametrize(
    ("value", "locale", "currency", "text"),
    [
        (Decimal("1234.5"), "en_US", "USD", "1234.50"),
        (Decimal("1234.5"), "de", "EUR", "1234,50"),
        (Decimal("0.000001"), "en_US", None, "0.000001"),
        (Decimal("1E+3"), "en_US", "JPY", "1000"),
        (Decimal("2.00"), "en_US", None, "2"),
        (None, "en_US", "USD", ""),
    ],
)
def test_a_number_stands_in_its_field_as_it_would_be_typed(
    value: Decimal | None, locale: str, currency: str | None, text: str
) -> None:
    assert typed_number(value, Locale.parse(locale), currency) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("7", 7),
        (" 12 ", 12),
        ("007", 7),
        ("100", 100),
        ("101", None),
        ("", None),
        ("-1", None),
        ("1.0", None),
        ("１２", None),
        ("٣", None),
        ("²", None),
        ("1_0", None),
        ("0x1", None),
        ("9" * 5000, None),
    ],
)
def test_a_whole_number_is_plain_digits_up_to_a_bound(text: str, number: int | None) -> None:
    assert whole_number(text, 100) == number


def test_an_id_without_a_bound_of_its_own_fits_the_database() -> None:
    assert (whole_number("9" * 18), whole_number("9" * 19)) == (10**18 - 1, None)
