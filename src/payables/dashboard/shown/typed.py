"""What stands in a field that people type into, and what they meant: amounts as a person of a locale writes them."""

import re
from decimal import Context, Decimal, InvalidOperation
from typing import Any

from babel import Locale
from babel.numbers import get_decimal_symbol

from payables.dashboard.texts import text
from payables.kit.bad_value import BadValueError
from payables.kit.money import currency_digits, is_currency

_DIGITS = re.compile(r"[0-9]+")
_AROUND = re.compile(r"^[^0-9.,+\-\u2212(]+|[^0-9.,)]+$")  # a currency's sign or code before or after
_BLANKS = re.compile(r"[\s'\u2019]")
MOST = 40
_EXACT = Context(prec=2 * MOST)  # digits: of what is typed and of what is stored none is rounded away
LARGEST = 10**18 - 1  # of ids, which the database keeps in eight bytes


class NotANumber(BadValueError):
    """A text that is no number. Code: invalid_amount."""


def typed_number(value: Decimal | int | None, locale: Locale, currency: str | None = None) -> str:
    """As it stands in a field: without groups, with the decimal mark of the locale, and the digits of the currency."""
    if value is None:
        return ""
    text = format(_padded(Decimal(value), currency), "f")
    return text.replace(".", get_decimal_symbol(locale))


def read_number(text: str, decimal_mark: str) -> Decimal | None:
    """What somebody wrote whose decimal mark is this one; None for nothing.

    The mark decides only where a text could mean two things ("1.234"): two different marks, a mark that comes twice, or one that
    is not followed by three digits say by themselves what they are. Raises NotANumber.
    """
    bare = _BLANKS.sub("", _AROUND.sub("", text.strip()[: MOST + 1]))
    if not bare:
        if text.strip():
            raise _wrong()
        return None
    sign, bare = _signed(bare)
    whole, fraction = _parts(bare, decimal_mark)
    if len(text) > MOST or not _DIGITS.fullmatch(whole + fraction):
        raise _wrong()
    try:
        return Decimal(f"{sign}{whole or '0'}.{fraction or '0'}") if fraction else Decimal(f"{sign}{whole}")
    except InvalidOperation as error:
        raise _wrong() from error


def whole_number(text: str, most: int = LARGEST) -> int | None:
    """What somebody typed, or an address says, that is a whole number from 0 to `most`; None for anything else. Digits of other
    scripts are none, and a text of thousands of them is not even tried."""
    digits = text.strip()
    if len(digits) > MOST or not _DIGITS.fullmatch(digits):
        return None
    number = int(digits)
    return number if number <= most else None


def decimal_mark(locale: Locale) -> str:
    return "," if get_decimal_symbol(locale) == "," else "."


def _padded(value: Decimal, currency: str | None) -> Decimal:
    plain = _EXACT.normalize(value) if value else Decimal(0)
    exponent: Any = plain.as_tuple().exponent
    digits = currency_digits(currency) if currency and is_currency(currency) else 0
    return _EXACT.quantize(plain, Decimal(1).scaleb(-max(digits, -exponent, 0)))


def _signed(bare: str) -> tuple[str, str]:
    if bare.startswith("(") and bare.endswith(")"):
        return "-", bare[1:-1]
    if bare[0] in "-\u2212":
        return "-", bare[1:]
    return "", bare.lstrip("+")


def _parts(bare: str, decimal_mark: str) -> tuple[str, str]:
    """Digits before and after the decimal mark. Groups count only where they are groups of three."""
    mark = _mark_of(bare, decimal_mark)
    whole, _, fraction = bare.partition(mark) if mark else (bare, "", "")
    other = "." if mark == "," else ","
    groups = re.split(r"[.,]" if mark is None else re.escape(other), whole)
    if len(groups) > 1 and (not 1 <= len(groups[0]) <= 3 or any(len(group) != 3 for group in groups[1:])):
        raise _wrong()
    return "".join(groups), fraction


def _mark_of(bare: str, decimal_mark: str) -> str | None:
    """Which sign divides the fraction; None where there is none."""
    dots, commas = bare.count("."), bare.count(",")
    if dots and commas:
        last = "." if bare.rfind(".") > bare.rfind(",") else ","
        if bare.count(last) > 1:
            raise _wrong()
        return last
    if not dots and not commas:
        return None
    only = "." if dots else ","
    if dots + commas > 1:
        return None
    before, _, after = bare.partition(only)
    is_ambiguous = len(after) == 3 and 1 <= len(before) <= 3 and before != "0"
    return None if is_ambiguous and only != decimal_mark else only


def _wrong() -> NotANumber:
    return NotANumber("invalid_amount", text("fields.no_number"))
