"""Keys of the numbers of orders that an invoice names, as of version 0025: `matching/rules/named.py` and
`purchasing/rules/number_key.py` as they were then.

Never to be changed. Whoever changes those rules writes a version that makes the keys anew.
"""

import re
import unicodedata

MOST = 20
_SEPARATORS = re.compile(r"[,;|\n\t]+|\s+(?:and|und|et|y|e|en|&|\+)\s+|\s*[&+]\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;|&+]+")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\.?|\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEAST_DIGITS = 3
_PARTS = re.compile(r"[0-9]+|[^\W\d_]+")
_LIKE_A_WORD = frozenset({"PO", "P", "O", "NO", "NR", "ORDER", "PURCHASE", "PURCHASEORDER", "BESTELLUNG"})


def named_keys(text: str) -> list[str]:
    return list(dict.fromkeys(number_key(number) for number in named_numbers(text)))


def named_numbers(text: str) -> list[str]:
    """The whole text first, which may be one number ("2024/17"), then its parts: "PO-1, PO-2" names two, and so does
    "4711/4712", whose parts are alike. Each once, at most 20."""
    whole = " ".join(text.split())
    if not whole:
        return []
    parts = [part.strip(" .:#()") for part in _SEPARATORS.split(text.strip())]
    found = [whole, *(part for part in parts if _is_number(part))]
    for part in parts or [whole]:
        found += _slashed(part)
        found += _words(part)
    return list(dict.fromkeys(found))[:MOST]


def _slashed(part: str) -> list[str]:
    """ "4711/4712", but neither "2024/17" nor a date."""
    pieces = [piece.strip() for piece in part.split("/")]
    alike = len(pieces) > 1 and len({len(_digits(piece)) for piece in pieces}) == 1
    years = any(_YEAR.fullmatch(_digits(piece)) for piece in pieces[:1])
    return pieces if alike and not years and all(map(_is_telling, pieces)) else []


def _words(part: str) -> list[str]:
    """Of a sentence ("your order 4711 of 12.03.2026") the words with digits."""
    words = [word.strip(".:#()") for word in _WORD.findall(part)]
    if len(words) < 2:
        return []
    return [word for word in words if _is_telling(word) and "/" not in word and not _DATE.fullmatch(word)]


def _is_number(part: str) -> bool:
    return any(character.isdigit() for character in part) and not _DATE.fullmatch(part)


def _is_telling(word: str) -> bool:
    return len(_digits(word)) >= _LEAST_DIGITS and not _DATE.fullmatch(word)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def number_key(number: str) -> str:
    """Capital letters and digits only, without the word for an order before the digits and without leading zeros; the
    number as it is, in capitals, where nothing of it would be left."""
    parts = _PARTS.findall(unicodedata.normalize("NFKC", number).upper())
    told = [part.lstrip("0") or "0" if part.isdigit() else part for part in parts]
    while len(told) > 1 and told[0] in _LIKE_A_WORD:
        told.pop(0)
    return "".join(told) or number.strip().upper()
