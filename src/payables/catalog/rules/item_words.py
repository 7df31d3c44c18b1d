"""Texts and codes of items in the forms in which lines and entries are compared."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from payables.kit.text import normal_number

# Words that say how something is packed, and not what it is.
_OF_PACKS = frozenset(
    """
    ct cnt count pk pack packs pkg cs cse case cases ea each pc pcs piece pieces bx box boxes ctn carton bag bags bg dz doz
    dozen lb lbs pound pounds oz ounce ounces fl gal gallon gallons qt quart quarts pt pint pints kg kgs g gr gm gram grams
    l lt ltr liter litre liters litres ml cl in inch per of the a and with
    """.split()  # noqa: SIM905
)
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[^\W\d_]+")
_WITH_ES = ("oes", "ches", "shes", "xes", "sses", "zes")
_SHORTEST_PLURAL = 4
_LONGEST = 400
_SHORTEST_GTIN, _LONGEST_GTIN = 8, 14


@dataclass(frozen=True, slots=True)
class Words:
    """`text` are the words in their order, without those of packs and without numbers; `stems` the same sorted and in the
    singular. Numbers are written in one way (12.0 is 12)."""

    text: str
    stems: tuple[str, ...]
    name_numbers: frozenset[str]
    pack_numbers: frozenset[str]

    @property
    def numbers(self) -> frozenset[str]:
        return self.name_numbers | self.pack_numbers


def words_of(name: str | None, *packs: str | None) -> Words:
    """Of a name, and of what else tells the pack. Numbers of the pack that the name repeats are the pack's."""
    words, numbers = _split(name)
    of_packs: set[str] = set()
    for pack in packs:
        of_packs |= _split(pack)[1]
    stems = tuple(sorted(_singular(word) for word in words))
    return Words(" ".join(words), stems, frozenset(numbers - of_packs), frozenset(of_packs))


def sku_key(sku: str | None) -> str:
    """Without case, punctuation and leading zeros; empty where there is none."""
    return normal_number(sku or "").lstrip("0")


def gtin_keys(code: str | None) -> tuple[str, ...]:
    """The forms under which a upc or EAN is known: without leading zeros, and without its check digit."""
    digits = re.sub(r"[\s-]", "", code or "")
    if not (digits.isascii() and digits.isdigit() and _SHORTEST_GTIN <= len(digits) <= _LONGEST_GTIN):
        return ()
    plain = digits.lstrip("0")
    if len(plain) < _SHORTEST_GTIN:
        return ()
    return (plain, plain[:-1]) if _has_check_digit(digits) else (plain,)


def _split(text: str | None) -> tuple[list[str], set[str]]:
    folded = unicodedata.normalize("NFKD", (text or "")[:_LONGEST].casefold())
    tokens = _TOKEN.findall("".join(c for c in folded if not unicodedata.combining(c)))
    words = [token for token in tokens if not token[0].isdigit() and token not in _OF_PACKS]
    return words, {_number(token) for token in tokens if token[0].isdigit() and token.isascii()}


def _number(token: str) -> str:
    return format(Decimal(token.replace(",", ".")).normalize(), "f")


def _singular(word: str) -> str:
    if len(word) < _SHORTEST_PLURAL or word.endswith("ss"):
        return word
    if word.endswith(_WITH_ES):
        return word[:-2]
    plain = word.removesuffix("s")
    return f"{plain[:-2]}y" if plain.endswith("ie") else plain


def _has_check_digit(digits: str) -> bool:
    """By the sum of GS1: every second digit, from the one before the last, counts three times."""
    body = [int(digit) for digit in reversed(digits[:-1])]
    total = sum(digit * (3 if n % 2 == 0 else 1) for n, digit in enumerate(body))
    return (10 - total % 10) % 10 == int(digits[-1])
