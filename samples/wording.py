"""How each language writes money, numbers and dates, and what it calls the parts of an invoice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from samples.model import ZERO_DECIMALS

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SEPARATORS = {"en": (",", "."), "de": (".", ","), "fr": ("\u00a0", ",")}
SYMBOLS = {"USD": "$", "GBP": "£", "JPY": "¥"}


def money(amount: Decimal, currency: str, language: str = "en", *, symbol: bool = False) -> str:
    """1,234.50 / 1.234,50 / 1 234,50, with the currency's sign where the country puts it."""
    digits = 0 if currency in ZERO_DECIMALS else 2
    text = _grouped(f"{abs(amount):,.{digits}f}", language)
    if symbol:
        text = f"{SYMBOLS[currency]}{text}" if currency in SYMBOLS else f"{text}\u00a0€"
    return f"-{text}" if amount < 0 else text


def price(amount: Decimal, currency: str, language: str = "en") -> str:
    """A unit price, with all its decimals when it has more than the currency."""
    digits = max(0 if currency in ZERO_DECIMALS else 2, -int(amount.normalize().as_tuple().exponent))
    return _grouped(f"{amount:,.{digits}f}", language)


def quantity(amount: Decimal, language: str = "en") -> str:
    digits = max(0, -int(amount.normalize().as_tuple().exponent))
    return _grouped(f"{amount:,.{digits}f}", language)


def percent(rate: Decimal, language: str = "en") -> str:
    text = quantity(rate, language)
    return f"{text}%" if language == "en" else f"{text}\u00a0%"


def day(value: date, style: str) -> str:
    """`style` is us (11/04/2026), long (November 4, 2026), uk (4 November 2026), de (04.11.2026) or fr (04/11/2026)."""
    return {
        "us": f"{value:%m/%d/%Y}",
        "long": f"{MONTHS[value.month - 1]} {value.day}, {value.year}",
        "uk": f"{value.day} {MONTHS[value.month - 1]} {value.year}",
        "de": f"{value:%d.%m.%Y}",
        "fr": f"{value:%d/%m/%Y}",
    }[style]


def iban(value: str) -> str:
    """In groups of four, as printed."""
    return " ".join(value[i : i + 4] for i in range(0, len(value), 4))


def _grouped(text: str, language: str) -> str:
    thousands, point = SEPARATORS[language]
    return text.replace(",", "\0").replace(".", point).replace("\0", thousands)
