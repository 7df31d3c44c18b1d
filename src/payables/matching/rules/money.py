"""What is too little to be money: differences that no cent can be paid for."""

from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache

from payables.kit.money import currency_digits

QUANTITY_DECIMALS = 9
PRICE_DECIMALS = 6
# Wide enough for the product of any two numbers of an invoice.
_EXACT = Context(prec=200)


def half_unit(currency: str) -> Decimal:
    """Half of the currency's smallest unit: what rounding an amount can add or take away."""
    return Decimal(5).scaleb(-currency_digits(currency) - 1)


def money(value: Fraction, currency: str) -> Decimal:
    """Rounded to the currency's decimals, half away from zero, however large it is."""
    return _rounded(value, currency_digits(currency))


def unit_price(value: Fraction) -> Decimal:
    return _plain(_rounded(value, PRICE_DECIMALS))


@lru_cache(maxsize=8192)
def quantity(value: Fraction) -> Decimal:
    """As it stands in the ledger."""
    return _plain(_rounded(value, QUANTITY_DECIMALS))


def _rounded(value: Fraction, decimals: int) -> Decimal:
    """Exact until it is rounded: the quotient of two whole numbers, half away from zero."""
    scaled = abs(value) * 10**decimals
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    whole += 2 * rest >= scaled.denominator
    return Decimal(whole if value >= 0 else -whole).scaleb(-decimals, context=_EXACT)


def _plain(value: Decimal) -> Decimal:
    """Without zeros at its end, and without an exponent."""
    short = value.normalize(_EXACT)
    return short.quantize(Decimal(1), context=_EXACT) if short == short.to_integral_value() else short
