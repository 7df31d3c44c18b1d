from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.kit.money import (
    MoneyError,
    check_amount,
    check_quantity,
    check_unit_price,
    currency_digits,
    is_currency,
    line_amount,
    parse_amount,
    round_money,
    round_to,
    split_by_shares,
    without_zeros,
)

AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**12, places=2)
PRICES = st.decimals(min_value=-(10**6), max_value=10**6, places=6)
SHARES = st.lists(st.decimals(min_value=0, max_value=100, places=4), min_size=1, max_size=12).filter(any)
CURRENCIES = st.sampled_from(["EUR", "USD", "JPY", "KWD"])


def refusal(call, *arguments):
    with pytest.raises(MoneyError) as caught:
        call(*arguments)
    assert caught.value.sentence.endswith(".")
    return caught.value.code


@pytest.mark.parametrize(
    ("code", "digits"),
    [("EUR", 2), ("USD", 2), ("JPY", 0), ("KWD", 3), ("CLP", 0), ("RSD", 2), ("ALL", 2), ("IQD", 3), ("HUF", 2)],
)
def test_a_currency_has_the_decimals_of_iso_4217(code, digits):
    assert currency_digits(code) == digits


@pytest.mark.parametrize("code", ["EUR", "USD", "BGN", "HRK", "CHF", "CNY", "XOF"])
def test_currencies_that_people_pay_with_are_known(code):
    assert is_currency(code)


@pytest.mark.parametrize("code", ["", "eur", "EURO", "XXX", "XTS", "XAU", "CHE", "DEM", "E U", "ＥＵＲ", "DEFAULT"])
def test_other_codes_are_not_currencies(code):
    assert not is_currency(code)
    assert refusal(currency_digits, code) == "unknown_currency"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", "0"),
        ("-0.00", "0.00"),
        ("+12.50", "12.50"),
        ("-1234.5", "-1234.5"),
        ("007", "7"),
        ("999999999999999.99", "999999999999999.99"),
        (Decimal("1E+2"), "100"),
        (Decimal("-2.5E1"), "-25"),
        (Decimal("0E+5"), "0"),
        (Decimal("1e-3"), "0.001"),
    ],
)
def test_a_number_is_read_as_written(written, number):
    assert str(parse_amount(written)) == number


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "invalid_amount"),
        (" 1", "invalid_amount"),
        ("1\n", "invalid_amount"),
        ("1,5", "invalid_amount"),
        ("1.2.3", "invalid_amount"),
        ("1.", "invalid_amount"),
        (".5", "invalid_amount"),
        ("--1", "invalid_amount"),
        ("1e2", "invalid_amount"),
        ("1_000", "invalid_amount"),
        ("１２", "invalid_amount"),
        ("١٢", "invalid_amount"),
        ("NaN", "invalid_amount"),
        ("Infinity", "invalid_amount"),
        ("0x10", "invalid_amount"),
        ("1000000000000000", "amount_out_of_range"),
        ("9" * 5_000, "amount_out_of_range"),
        ("9" * 5_001, "too_long"),
        ("0." + "1" * 21, "too_many_decimals"),
        (Decimal("NaN"), "not_finite"),
        (Decimal("sNaN"), "not_finite"),
        (Decimal("-Infinity"), "not_finite"),
        (Decimal("1e15"), "amount_out_of_range"),
        (Decimal("1e999999999"), "amount_out_of_range"),
        (Decimal("1e-999999999"), "too_many_decimals"),
        (Decimal("0e-999999999"), "too_many_decimals"),
    ],
)
def test_what_is_not_a_number_is_refused(written, code):
    assert refusal(parse_amount, written) == code


@pytest.mark.parametrize(
    ("value", "currency", "amount"),
    [
        ("10", "EUR", "10.00"),
        ("-10.5", "EUR", "-10.50"),
        ("10.500", "EUR", "10.50"),
        ("100.0", "JPY", "100"),
        ("1.125", "KWD", "1.125"),
        ("-0.0", "EUR", "0.00"),
        ("0E+999999", "EUR", "0.00"),
    ],
)
def test_an_amount_takes_the_decimals_of_its_currency(value, currency, amount):
    assert str(check_amount(Decimal(value), currency)) == amount


@pytest.mark.parametrize(
    ("value", "currency", "code"),
    [
        ("10.005", "EUR", "too_many_decimals"),
        ("100.5", "JPY", "too_many_decimals"),
        ("1.0001", "KWD", "too_many_decimals"),
        ("NaN", "EUR", "not_finite"),
        ("Infinity", "EUR", "not_finite"),
        ("1000000000000000", "EUR", "amount_out_of_range"),
        ("10", "ABC", "unknown_currency"),
    ],
)
def test_an_amount_its_currency_cannot_have_is_refused(value, currency, code):
    assert refusal(check_amount, Decimal(value), currency) == code


@pytest.mark.parametrize("check", [check_quantity, check_unit_price])
def test_quantities_and_prices_have_up_to_six_decimals(check):
    assert str(check(Decimal("0.123456"))) == "0.123456"
    assert str(check(Decimal("2"))) == "2"
    assert str(check(Decimal("1.50000000"))) == "1.500000"
    assert refusal(check, Decimal("0.1234567")) == "too_many_decimals"
    assert refusal(check, Decimal("NaN")) == "not_finite"
    assert refusal(check, Decimal("1e15")) == "amount_out_of_range"


@pytest.mark.parametrize(
    ("value", "currency", "rounded"),
    [
        ("0.005", "EUR", "0.01"),
        ("-0.005", "EUR", "-0.01"),
        ("0.0049999999999999999999999999999999", "EUR", "0.00"),
        ("-0.001", "EUR", "0.00"),
        ("2.5", "JPY", "3"),
        ("1.0005", "KWD", "1.001"),
        ("123456789012345.675", "EUR", "123456789012345.68"),
        ("1e-999", "EUR", "0.00"),
    ],
)
def test_halves_are_rounded_away_from_zero(value, currency, rounded):
    assert str(round_money(Decimal(value), currency)) == rounded


def test_rounding_refuses_what_no_amount_can_be():
    assert refusal(round_money, Decimal("NaN"), "EUR") == "not_finite"
    assert refusal(round_money, Decimal("999999999999999.995"), "EUR") == "amount_out_of_range"
    assert refusal(round_money, Decimal("1e999999"), "EUR") == "amount_out_of_range"


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (Fraction(1, 3), 6, "0.333333"),
        (Fraction(2, 3), 2, "0.67"),
        (Fraction(5, 1000), 2, "0.01"),
        (Fraction(-5, 1000), 2, "-0.01"),
        (Fraction(-1, 1000), 2, "0.00"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-0.001"), 2, "0.00"),
        (Fraction(10**30 * 2 + 1, 2), 0, f"{10**30 + 1}"),
    ],
)
def test_whatever_is_rounded_is_rounded_half_away_from_zero(value, decimals, rounded):
    assert str(round_to(value, decimals)) == rounded


@pytest.mark.parametrize(("value", "plain"), [("12.500", "12.5"), ("1E+2", "100"), ("0.000", "0"), ("7", "7")])
def test_zeros_that_say_nothing_are_left_out(value, plain):
    assert str(without_zeros(Decimal(value))) == plain


def test_a_line_is_rounded_once():
    assert line_amount(Decimal("3"), Decimal("0.335"), "EUR") == Decimal("1.01")
    assert line_amount(Decimal("1.000001"), Decimal("99999999.999999"), "EUR") == Decimal("100000100.00")
    assert refusal(line_amount, Decimal("1e14"), Decimal("10"), "EUR") == "amount_out_of_range"


@pytest.mark.parametrize(
    ("total", "shares", "currency", "parts"),
    [
        ("100.00", ["1", "1", "1"], "EUR", ["33.34", "33.33", "33.33"]),
        ("0.05", ["50", "50"], "EUR", ["0.03", "0.02"]),
        ("100", ["33.3", "66.7"], "JPY", ["33", "67"]),
        ("-100.00", ["1", "1", "1"], "EUR", ["-33.34", "-33.33", "-33.33"]),
        ("10.00", ["0", "5"], "EUR", ["0.00", "10.00"]),
        ("0.00", ["1", "2"], "EUR", ["0.00", "0.00"]),
        ("0.01", ["0.1", "0.3", "0.6"], "USD", ["0.00", "0.00", "0.01"]),
    ],
)
def test_an_amount_is_divided_by_the_largest_remainder(total, shares, currency, parts):
    divided = split_by_shares(Decimal(total), [Decimal(share) for share in shares], currency)
    assert [str(part) for part in divided] == parts


@pytest.mark.parametrize("shares", [[], ["0"], ["-1", "2"]])
def test_shares_that_cannot_divide_are_refused(shares):
    assert refusal(split_by_shares, Decimal(1), [Decimal(share) for share in shares], "EUR") == "invalid_shares"


def test_an_amount_is_not_divided_below_its_currency():
    assert refusal(split_by_shares, Decimal("0.005"), [Decimal(1)], "EUR") == "too_many_decimals"


@given(AMOUNTS, SHARES)
def test_parts_always_sum_to_the_amount(total, shares):
    parts = split_by_shares(total, shares, "EUR")
    assert sum(parts) == total
    assert all(part == check_amount(part, "EUR") for part in parts)


@given(AMOUNTS, SHARES)
def test_no_part_is_a_minor_unit_or_more_from_its_share(total, shares):
    whole = sum(shares)
    for part, share in zip(split_by_shares(total, shares, "EUR"), shares, strict=True):
        assert abs(part * whole - total * share) < Decimal("0.01") * whole


@given(PRICES, CURRENCIES)
def test_rounding_moves_an_amount_by_at_most_half_a_unit_and_only_once(value, currency):
    rounded = round_money(value, currency)
    assert abs(rounded - value) * 2 <= Decimal(1).scaleb(-currency_digits(currency))
    assert round_money(rounded, currency) == rounded == check_amount(rounded, currency)
    assert round_money(-value, currency) == -rounded


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_any_decimal_is_read_or_refused(value):
    try:
        number = parse_amount(value)
    except MoneyError:
        return
    assert number == value
    assert parse_amount(f"{number:f}") == number


@given(st.text(max_size=30) | st.from_regex(r"[+-]?[0-9]{0,17}\.?[0-9]{0,23}", fullmatch=True))
def test_any_text_is_read_or_refused(text):
    try:
        number = parse_amount(text)
    except MoneyError:
        return
    assert text.isascii()
    assert parse_amount(f"{number:f}") == number
