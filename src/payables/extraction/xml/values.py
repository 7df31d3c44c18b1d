"""XML text into normalised values: a value that is not what its element promises is left out."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from payables.extraction.model import Field

_NUMBER = re.compile(r"[+-]?(\d{1,18}(\.\d{0,12})?|\.\d{1,12})")
_NO_CLAIM = {"130", "325", "870", "935"}  # invoicing data sheet, pro forma, for a consul, for the customs
_CREDIT_CODES = {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"}


def field(value: str | None, raw: str | None = None) -> Field | None:
    """A value that stands in the XML is certain; `raw` is kept where it differs."""
    if not value:
        return None
    return Field(value=value, confidence=1.0, raw=raw if raw != value else None)


def text_field(value: str | None) -> Field | None:
    return field(value, value)


def amount_field(raw: str | None) -> Field | None:
    number = decimal(raw)
    return field(None if number is None else plain(number), raw)


def date_field(raw: str | None) -> Field | None:
    """From ISO 8601 or the YYYYMMDD of CII's format 102."""
    match = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", raw or "")
    if not match:
        return None
    try:
        return field(date(*map(int, match.groups())).isoformat(), raw)
    except ValueError:
        return None


def compact_field(raw: str | None) -> Field | None:
    """Identifiers that people write with blanks: VAT ids and IBANs."""
    return field(re.sub(r"[\s.]+", "", raw or "").upper(), raw)


def currency_field(raw: str | None) -> Field | None:
    code = (raw or "").upper()
    return field(code if re.fullmatch("[A-Z]{3}", code) else None, raw)


def binary_size(text: str | None) -> int:
    """How many bytes Base64 stands for."""
    letters = len(re.sub(r"[\s=]+", "", text or ""))
    return letters * 3 // 4


def is_true(raw: str | None) -> bool:
    """XML Schema writes true as 'true' or '1'."""
    return raw in ("true", "1")


def type_field(code: str | None) -> Field:
    """UNTDID 1001: credit notes by their codes, what asks for no payment is other, everything else is an invoice."""
    kind = "credit_memo" if code in _CREDIT_CODES else "other" if code in _NO_CLAIM else "invoice"
    return Field(value=kind, confidence=1.0, raw=code)


def decimal(raw: str | None) -> Decimal | None:
    """A finite number as XML Schema writes decimals; no exponent, no digits but ASCII's."""
    if raw is None or not _NUMBER.fullmatch(raw) or not raw.isascii():
        return None
    try:
        return Decimal(raw)
    except InvalidOperation:
        return None


def plain(number: Decimal) -> str:
    """Decimal text without exponent, digits as given."""
    return f"{number:f}"
