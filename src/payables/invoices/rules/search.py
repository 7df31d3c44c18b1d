"""What somebody types into a search: words, each of which has to be found somewhere, and the amounts it may mean."""

import re
from decimal import Decimal

MOST_WORDS = 8

# 1234, 1234.5, 1,234.50, 1.234,50, 1 234,50 is two words: whoever searches for it may type it without the blank.
_PLAIN = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,6})?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([.,'])[0-9]{3})(?:\1[0-9]{3})*(?:[.,][0-9]{1,6})?")
_SYMBOLS = "$€£¥"


def words_of(text: str) -> list[str]:
    """In lower case, each once."""
    return list(dict.fromkeys(text.lower().split()))[:MOST_WORDS]


def amounts_of(word: str) -> list[Decimal]:
    """Amounts that are written like this in one country or another: "1.234" is 1.234 and 1234."""
    text = word.strip(_SYMBOLS)
    found: list[Decimal] = []
    if _PLAIN.fullmatch(text):
        found.append(Decimal(text.replace(",", ".")))
    if grouped := _GROUPED.fullmatch(text):
        plain = _without_groups(text, grouped[1])
        found.append(Decimal(plain))
    return list(dict.fromkeys(found))


def _without_groups(text: str, mark: str) -> str:
    """What stands after another mark than the groups' are decimals."""
    return text.replace(mark, "").replace(",", ".")
