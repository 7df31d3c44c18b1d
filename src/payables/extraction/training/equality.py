"""When a read value is the true one: what counts as the same is the field's affair."""

import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher

AMOUNTS = ("total_amount", "net_amount", "total_tax")
DATES = ("invoice_date", "due_date")
_HALF_A_CENT = Decimal("0.005")
_ALIKE = 0.9


def is_right(field: str, read: str, true: str) -> bool:
    """Amounts without their sign (that of a credit memo is a convention), dates by day, names nearly, all else by
    letters and digits alone.
    """
    if field in AMOUNTS:
        a, b = _amount(read), _amount(true)
        return a is not None and b is not None and abs(abs(a) - abs(b)) < _HALF_A_CENT
    if field in DATES:
        return _day(read) == _day(true) is not None
    if field == "vendor_name":
        return _alike(read, true)
    return squeezed(read) == squeezed(true)


def squeezed(text: str) -> str:
    """Letters and digits, upper case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text).upper().replace("ß", "SS")
    return "".join(c for c in decomposed if c.isalnum())


def _alike(a: str, b: str) -> bool:
    """At least nine tenths the same, as written or with the words in order of the alphabet."""
    pairs = ((squeezed(a), squeezed(b)), (_sorted_words(a), _sorted_words(b)))
    return bool(pairs[0][0] and pairs[0][1]) and any(SequenceMatcher(None, x, y).ratio() >= _ALIKE for x, y in pairs)


def _sorted_words(text: str) -> str:
    spaced = "".join(c if c.isalnum() or c == "_" else " " for c in unicodedata.normalize("NFKD", text).lower())
    return " ".join(sorted(spaced.split()))


def _amount(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(",", "").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return None
