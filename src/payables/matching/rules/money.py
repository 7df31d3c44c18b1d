"""What is too little to be money: differences that no cent can be paid for."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from payables.kit.money import PRICE_DECIMALS, currency_digits, round_to, without_zeros

QUANTITY_DECIMALS = 9


def half_unit(currency: str) -> Decimal:
    """Half of the currency's smallest unit: what rounding an amount can add or take away."""
    return Decimal(5).scaleb(-currency_digits(currency) - 1)


def money(value: Fraction, currency: str) -> Decimal:
    """Rounded to the currency's decimals, however large it is."""
    return round_to(value, currency_digits(currency))


def unit_price(value: Fraction) -> Decimal:
    return without_zeros(round_to(value, PRICE_DECIMALS))


@lru_cache(maxsize=8192)
def quantity(value: Fraction) -> Decimal:
    """As it stands in the ledger."""
    return without_zeros(round_to(value, QUANTITY_DECIMALS))
