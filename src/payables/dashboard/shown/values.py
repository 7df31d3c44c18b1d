"""Dates, instants, numbers and money as a person of a locale reads them. Values come from the API's JSON."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import negotiate_locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal, format_percent, get_currency_symbol, parse_pattern

from payables.kit.money import currency_digits, is_currency

DEFAULT = "en_US"
OFFERED = (
    "en_US",
    "en_GB",
    "en_CA",
    "en_AU",
    "en_IE",
    "en_IN",
    "de",
    "de_CH",
    "fr",
    "es",
    "it",
    "nl",
    "pt",
    "pl",
    "sv",
)
NOTHING = "—"


@lru_cache(maxsize=64)
def locale_of(accept_language: str | None) -> Locale:
    """The first offered one that the browser names."""
    wanted = [part.split(";")[0].strip().replace("-", "_") for part in (accept_language or "").split(",")[:20]]
    try:
        return Locale.parse(negotiate_locale([w for w in wanted if w.isascii()], OFFERED, sep="_") or DEFAULT)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(DEFAULT)


def day(value: str | date | None, locale: Locale) -> str:
    """Of a date as the API writes it."""
    if value is None:
        return NOTHING
    return format_date(date.fromisoformat(value[:10]) if isinstance(value, str) else value, "medium", locale=locale)


def typed_day(value: str, locale: Locale) -> str:
    """Of what stood in a field for a date; anything else as it is."""
    try:
        return day(value, locale)
    except ValueError:
        return value


def instant(value: str | datetime | None, locale: Locale) -> str:
    """In UTC, and saying so: nobody has told where the reader sits. Of an instant as the API writes it, or as it is kept."""
    if value is None:
        return NOTHING
    moment = read_instant(value) if isinstance(value, str) else value.astimezone(UTC)
    return f"{format_datetime(moment, 'medium', locale=locale)} UTC"


def ago(value: str | None, now: datetime, locale: Locale) -> str:
    """How long ago, roughly."""
    return NOTHING if value is None else format_timedelta(read_instant(value) - now, add_direction=True, locale=locale)


def read_instant(value: str) -> datetime:
    found = datetime.fromisoformat(value.replace("Z", "+00:00"))
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def money(value: Decimal | int | None, currency: str | None, locale: Locale) -> str:
    """With the currency's own digits; more of them where there are."""
    if value is None:
        return NOTHING
    if currency is None or not is_currency(currency):
        return f"{number(value, locale)} {currency or ''}".strip()
    shape = parse_pattern(locale.currency_formats["standard"].pattern)
    digits = max(currency_digits(currency), _decimals(value))
    shape.frac_prec = (digits, digits)
    return _spaced(shape.apply(value, locale, currency=currency, currency_digits=False), currency, locale)


def _spaced(text: str, currency: str, locale: Locale) -> str:
    """A symbol of letters stands apart from the digits: CHF 5, but $5."""
    symbol = get_currency_symbol(currency, locale)
    return re.sub(rf"({re.escape(symbol)})(?=[0-9])", "\\1\u00a0", text) if symbol[-1:].isalpha() else text


def number(value: Decimal | int | None, locale: Locale) -> str:
    return NOTHING if value is None else format_decimal(value, "#,##0.######", locale=locale)


def percent(value: Any, locale: Locale) -> str:
    """Of a share between 0 and 1."""
    return NOTHING if value is None else format_percent(value, "#,##0%", locale=locale)


def _decimals(value: Decimal | int) -> int:
    exponent = Decimal(value).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
