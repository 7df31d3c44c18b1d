"""Numbers as printed: 1,234.56 - 1.234,56 - 1 234,56 - 1'234.56 - 12.50- - (12.50) - 12.50 CR."""

import re
from decimal import Decimal

# Up to 12 digits with optional grouping, and at most 6 decimals; a sign or brackets around it.
GROUPED = r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+|\d{1,12}"
# A currency may stand before it without a blank; a tax flag or a currency after its cents (5.90SR).
_START = r"(?:(?<![\w.,])|(?<=RM)|(?<=Rs)|(?<=EUR)|(?<=USD)|(?<=GBP)|(?<=CHF))"
_END = r"(?:(?!\w)|(?<=[.,]\d\d)(?=[A-Za-z]{1,3}\b))"
# Bookkeepers write what is owed to the reader with CR behind it (a sum with cents: 2 Cr is ten millions twice).
_CREDITED = r"(?<=[.,]\d\d)\s?C[Rr]\b"
NUMBER = re.compile(rf"{_START}[-–−(]?\s?(?:{GROUPED})(?:[.,]\d{{1,6}})?(?:\s?[-–−)]|{_CREDITED})?{_END}(?![.,]\d)")
_PRINTED = re.compile(r"([-–−(]?)(\d+(?:[.,]\d+)*)([-–−]?)\)?(C[Rr])?")
_PLAIN = re.compile(r"(\d+)[.,](\d\d)", re.ASCII)  # most sums
_CENTS = re.compile(r"\d([.,])\d{2}(?![\d.,])")
_COMMA_LANGUAGES = ("de", "fr", "es", "it", "nl")


def decimal_mark(text: str, language: str) -> str:
    """The mark before two last digits that most numbers have; the language decides where there is none."""
    marks = [m[1] for m in _CENTS.finditer(text)]
    commas = marks.count(",")
    if 2 * commas == len(marks):
        return "," if language in _COMMA_LANGUAGES else "."
    return "," if 2 * commas > len(marks) else "."


def parse(printed: str, mark: str) -> Decimal | None:
    """The value, with `mark` deciding what 1.234 or 1,234 means; None when the grouping is no number's."""
    if sum_ := _PLAIN.fullmatch(printed):
        return Decimal(f"{sum_[1]}.{sum_[2]}")
    match = _PRINTED.fullmatch(re.sub(r"[\s'’]", "", printed))
    if not match or not match[2].isascii():
        return None
    text, negative = match[2], bool(match[1] or match[3] or match[4])
    value = Decimal(_plain(text, mark))
    return -value if negative else value


def _plain(text: str, mark: str) -> str:
    """Grouping removed, a dot before the decimals."""
    marks = [c for c in text if c in ".,"]
    if not marks:
        return text
    last = marks[-1]
    whole, _, rest = text.rpartition(last)
    several = marks.count(last) > 1
    grouping = (several and len(rest) == 3) or (len(marks) == 1 and len(rest) == 3 and last != mark)
    digits = re.sub(r"[.,]", "", whole)
    return digits + rest if grouping else f"{digits}.{rest}"
