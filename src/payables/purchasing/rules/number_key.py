"""Numbers of orders and receipts in the form in which two are compared: "PO-00123" and "po 123" are the same."""

import re
import unicodedata

_PARTS = re.compile(r"[0-9]+|[^\W\d_]+")
_LIKE_A_WORD = frozenset({"PO", "P", "O", "NO", "NR", "ORDER", "PURCHASE", "PURCHASEORDER", "BESTELLUNG"})


def number_key(number: str) -> str:
    """Capital letters and digits only, without the word for an order before the digits and without leading zeros; the
    number as it is, in capitals, where nothing of it would be left."""
    parts = _PARTS.findall(unicodedata.normalize("NFKC", number).upper())
    told = [part.lstrip("0") or "0" if part.isdigit() else part for part in parts]
    while len(told) > 1 and told[0] in _LIKE_A_WORD:
        told.pop(0)
    return "".join(told) or number.strip().upper()
