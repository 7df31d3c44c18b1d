"""Money: `Decimal` amounts that always belong to a currency, and the one rule that rounds them.

Amounts have at most 15 digits before the dot and as many after it as the currency has; quantities and unit prices
have at most six after it. Nothing here is ever a float.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import cache

from babel.core import get_global
from babel.numbers import get_currency_precision

from payables.kit.bad_value import BadValueError

INTEGER_DIGITS = 15
PRICE_DECIMALS = 6
MAX_DECIMALS = 20
MAX_TEXT = 5_000

_ONE = Decimal(1)
_AMOUNT = re.compile(r"[+-]?([0-9]+)(?:\.([0-9]+))?")
# Wide enough for the exact product of any two numbers of a document, so that nothing is rounded before round_to does it.
_EXACT = Context(prec=200, rounding=ROUND_HALF_UP)

# Decimals of ISO 4217 where CLDR, and so babel, says zero because coins of that size are no longer struck:
# invoices and bank transfers still carry them.
_ISO_DIGITS = {
    "AFN": 2, "ALL": 2, "IQD": 3, "IRR": 2, "KPW": 2, "LAK": 2, "LBP": 2, "MGA": 2,
    "MMK": 2, "RSD": 2, "SLL": 2, "SOS": 2, "SYP": 2, "YER": 2,
}  # fmt: skip
# Invoices are kept for ten years and more: a currency stays known long after another has replaced it.
_IN_USE_SINCE = date(2010, 1, 1)


class MoneyError(BadValueError):
    """A number that is not an amount. Codes: invalid_amount, too_long, not_finite, amount_out_of_range,
    too_many_decimals, unknown_currency, invalid_shares."""


def is_currency(code: str) -> bool:
    """Whether this is the upper-case ISO 4217 code of a currency people pay with: no metals, funds or test codes."""
    return code in _currencies()


def currency_digits(code: str) -> int:
    """Decimals of a currency: 2 for EUR, 0 for JPY, 3 for KWD. An unknown currency is a MoneyError."""
    if not is_currency(code):
        raise MoneyError("unknown_currency", "The currency is not known: use an ISO 4217 code such as USD or EUR.")
    return _digits(code)


def parse_amount(value: str | Decimal) -> Decimal:
    """The number that was written: ASCII digits, an optional sign, at most one dot with digits on both sides.

    A Decimal (from JSON) may be written with an exponent, as 1e2: the answer is 100. It is never minus zero.
    """
    number = value if isinstance(value, Decimal) else _read(value)
    return _plain(number)


def check_amount(value: Decimal, currency: str) -> Decimal:
    """The amount with exactly the decimals of its currency. More decimals than it has are refused, not rounded;
    zeros at the end do not count (100.0 JPY is 100 JPY)."""
    digits = currency_digits(currency)
    return _fit(_plain(value), digits, f"An amount in {currency} has at most {digits} decimals: round it.")


def check_quantity(value: Decimal) -> Decimal:
    """A quantity of a line: finite, at most 15 digits before the dot and six decimals. Negative on a credit memo."""
    return _checked_decimals(value, "quantity")


def check_unit_price(value: Decimal) -> Decimal:
    """A price per unit: finite, at most 15 digits before the dot and six decimals, whatever the currency."""
    return _checked_decimals(value, "unit price")


def round_money(value: Decimal, currency: str) -> Decimal:
    """An amount with the decimals of its currency.

    0.005 EUR becomes 0.01 and -0.005 becomes -0.01, so that a credit memo mirrors its invoice to the cent.
    """
    digits = currency_digits(currency)
    _check_finite(value)
    _check_range(value)
    rounded = round_to(value, digits)
    _check_range(rounded)
    return rounded


def round_to(value: Decimal | Fraction, decimals: int) -> Decimal:
    """The only place where a number is rounded: to so many decimals, half away from zero, never to minus zero.

    A quotient comes as a Fraction: then it is exact until here, however large it is. A Decimal has at most 200 digits.
    """
    if isinstance(value, Decimal):
        rounded = value.quantize(_ONE.scaleb(-decimals), context=_EXACT)
        return rounded if rounded else abs(rounded)
    scaled = abs(value) * 10**decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    whole += 2 * rest >= scaled.denominator
    return Decimal(whole if value >= 0 else -whole).scaleb(-decimals, context=_EXACT)


def without_zeros(value: Decimal) -> Decimal:
    """The same number without zeros behind the dot that say nothing, and without an exponent: 12.500 is 12.5, 1E+2 is 100."""
    short = value.normalize(_EXACT)
    return short.quantize(_ONE, context=_EXACT) if _exponent(short) > 0 else short


def line_amount(quantity: Decimal, price: Decimal, currency: str) -> Decimal:
    """Quantity times unit price, computed exactly and rounded once."""
    return round_money(_EXACT.multiply(check_quantity(quantity), check_unit_price(price)), currency)


def split_by_shares(total: Decimal, shares: Sequence[Decimal], currency: str) -> list[Decimal]:
    """Divide an amount in proportion to shares (percentages, weights, amounts); the parts sum to it exactly.

    Largest remainder: each part is rounded down, and the minor units left over go to the parts that lost most, the
    earlier part first. Shares are zero or more and not all zero; a negative total gives negative parts.
    """
    amount = check_amount(total, currency)
    weights = _whole_weights(shares)
    digits = currency_digits(currency)
    sign = -1 if amount < 0 else 1
    parts = _largest_remainder(int(abs(amount).scaleb(digits)), weights)
    return [Decimal(sign * part).scaleb(-digits) for part in parts]


@cache
def _currencies() -> frozenset[str]:
    by_territory: dict[str, list[tuple[str, tuple[int, int, int] | None, tuple[int, int, int] | None, bool]]]
    by_territory = get_global("territory_currencies")  # pyright: ignore[reportAssignmentType] - babel's stub says Any
    return frozenset(
        code
        for spans in by_territory.values()
        for code, _, end, tender in spans
        if tender and (end is None or date(*end) >= _IN_USE_SINCE)
    )


@cache
def _digits(code: str) -> int:
    return _ISO_DIGITS.get(code, get_currency_precision(code))


def _read(text: str) -> Decimal:
    if len(text) > MAX_TEXT:
        raise MoneyError("too_long", f"The number is longer than {MAX_TEXT} characters.")
    found = _AMOUNT.fullmatch(text)
    if found is None:
        raise MoneyError("invalid_amount", "This is not a number: write digits with one dot, such as 1234.50.")
    whole, fraction = found.groups(default="")
    if len(whole.lstrip("0")) > INTEGER_DIGITS:
        raise _out_of_range()
    if len(fraction) > MAX_DECIMALS:
        raise MoneyError("too_many_decimals", f"A number has at most {MAX_DECIMALS} decimals.")
    return Decimal(text)


def _plain(value: Decimal) -> Decimal:
    """The same number without positive exponent or minus zero; refused if no amount could be that large or fine."""
    _check_finite(value)
    _check_range(value)
    exponent = _exponent(value)
    if exponent < -MAX_DECIMALS:
        raise MoneyError("too_many_decimals", f"A number has at most {MAX_DECIMALS} decimals.")
    if exponent > 0:
        value = value.quantize(_ONE, context=_EXACT) if value else Decimal(0)
    return value if value else abs(value)


def _checked_decimals(value: Decimal, noun: str) -> Decimal:
    number = _plain(value)
    if -_exponent(number) <= PRICE_DECIMALS:
        return number
    return _fit(number, PRICE_DECIMALS, f"A {noun} has at most {PRICE_DECIMALS} decimals: round it.")


def _fit(number: Decimal, decimals: int, sentence: str) -> Decimal:
    fitted = number.quantize(_ONE.scaleb(-decimals), context=_EXACT)
    if fitted != number:
        raise MoneyError("too_many_decimals", sentence)
    return fitted


def _check_finite(value: Decimal) -> None:
    if not value.is_finite():
        raise MoneyError("not_finite", "NaN and Infinity are not amounts: send a number.")


def _check_range(value: Decimal) -> None:
    # adjusted() looks at the exponent only, so that 1e999999999 costs nothing
    if value and value.adjusted() >= INTEGER_DIGITS:
        raise _out_of_range()


def _out_of_range() -> MoneyError:
    return MoneyError("amount_out_of_range", f"A number has at most {INTEGER_DIGITS} digits before the dot.")


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # a finite number: callers have checked
    return exponent


def _whole_weights(shares: Sequence[Decimal]) -> list[int]:
    """Shares as integers in the same proportion, so that the division below is exact."""
    weights = [int(_plain(share).scaleb(MAX_DECIMALS, context=_EXACT)) for share in shares]
    if not any(weights) or min(weights) < 0:
        raise MoneyError("invalid_shares", "Shares must be zero or more, and at least one above zero.")
    return weights


def _largest_remainder(units: int, weights: list[int]) -> list[int]:
    whole = sum(weights)
    parts = [units * weight // whole for weight in weights]
    by_loss = sorted(range(len(weights)), key=lambda i: (-(units * weights[i] % whole), i))
    for i in by_loss[: units - sum(parts)]:
        parts[i] += 1
    return parts
