"""Text of a reading into values; what cannot be used raises BadValueError with the reason."""

from datetime import date
from decimal import Decimal

from payables.kit.bad_value import BadValueError
from payables.kit.dates import parse_date
from payables.kit.money import check_amount, check_quantity, check_unit_price, is_currency, parse_amount
from payables.kit.text import clean_text


def amount(text: str, currency: str) -> Decimal:
    """In the decimals of its currency."""
    return check_amount(parse_amount(text), currency)


def quantity(text: str) -> Decimal:
    return check_quantity(parse_amount(text))


def unit_price(text: str) -> Decimal:
    return check_unit_price(parse_amount(text))


def day(text: str) -> date:
    return parse_date(text)


def currency(text: str) -> str:
    if not is_currency(text):
        raise BadValueError("unknown_currency", "The currency is not known.")
    return text


def words(text: str, limit: int) -> str:
    """One line of text."""
    return clean_text(" ".join(text.split()), limit)
