"""Two document numbers: equal, the same written otherwise, apart by a slip of the pen, or others.

Equal is what the contract calls equal: case and whatever is neither letter nor digit do not count.
"""

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache

from payables.kit.look_alikes import as_latin
from payables.kit.text import normal_number

# Shorter numbers are too near to each other for a slip to mean anything: 1 and 11 are two deliveries.
SHORTEST_SLIP = 4
# A group of so few characters beside others counts something: months, instalments, deliveries (2026-11, 4711-2, 1/3,
# 4711-007).
LONGEST_COUNTER, LONGEST_PADDED_COUNTER = 2, 3

_CONFUSABLE = str.maketrans("oilsb", "01158")
# What stands before a number and is none of it; the short ones only right before digits.
_LONG_WORDS, _SHORT_WORDS = (
    "invoice|inv|rechnung|facture|factura|factuur|fattura|fact|number",
    "re|rg|fac|fa|bill|nr|no",
)
# What is written beside the number of an invoice that is sent once more.
_AGAIN = "copy|kopie|copie|copia|duplicate|duplikat|duplicata|duplicado|reprint"
_SUFFIX = re.compile(rf"(?<=[0-9])(?:{_AGAIN})[0-9]?$")
_PREFIX = re.compile(
    rf"(?:{_LONG_WORDS})+(?:{_SHORT_WORDS}|n(?=[0-9]))?(?=.)|(?:(?:{_AGAIN})?(?:{_SHORT_WORDS})|{_AGAIN})(?=[oil]*[0-9])"
)
_WORD = re.compile(f"{_LONG_WORDS}|{_AGAIN}|{_SHORT_WORDS}")
_GROUPS = re.compile(r"[^\W_]+")


class Likeness(Enum):
    """What two numbers are to each other, from near to far."""

    EQUAL = "equal"
    SAME = "written differently"
    SWAPPED = "two digits swapped"
    DROPPED = "a digit dropped or doubled"
    ABSENT = "without a number"
    OTHER = "other"


def likeness(a: str | None, b: str | None) -> Likeness:
    """How the two are alike; symmetrical."""
    normal_a, normal_b = _normal(a or ""), _normal(b or "")
    if not normal_a or not normal_b:
        return Likeness.ABSENT
    if normal_a == normal_b:
        return Likeness.EQUAL
    folded_a, folded_b = folded(normal_a), folded(normal_b)
    if folded_a == folded_b:
        return Likeness.SAME
    # numbers that are the same but for padding share their key: most pairs are told apart by that
    if key_text(normal_a) == key_text(normal_b) and _by_groups(a or "") == _by_groups(b or ""):
        return Likeness.SAME
    if max(len(folded_a), len(folded_b)) < SHORTEST_SLIP or _counts(a or "", b or ""):
        return Likeness.OTHER
    return _slip(folded_a, folded_b)


# One new number meets many others.
_normal = lru_cache(2048)(normal_number)


def is_a_number(text: str | None) -> bool:
    """There is something in it to compare."""
    return bool(normal_number(text or ""))


@lru_cache(2048)
def folded(normal: str) -> str:
    """Without the word in front, leading zeros and a word that says "once more"; letters of other alphabets are the Latin
    ones that they look like, and letters that look like digits are digits where digits stand.

    Takes the form of normal_number: "inv00l2" is "12". Empty only for an empty number.
    """
    latin = _SUFFIX.sub("", as_latin(normal))
    word = _PREFIX.match(latin)
    bare = latin[word.end() :] if word else latin
    if not any(character.isdigit() for character in bare):
        return bare
    digits = bare.translate(_CONFUSABLE)
    return digits.lstrip("0") or digits


def key_text(normal: str) -> str:
    """Shared by numbers that are equal or written differently: zeros are left out wherever they stand, since a part of
    a number may be padded (2026-0012 and 2026-12)."""
    return folded(normal).replace("0", "")


def signature(normal: str) -> str:
    """Shared by numbers with two digits swapped."""
    return "".join(sorted(key_text(normal)))


def signatures_near(own: str) -> Iterator[str]:
    """Signatures of numbers that have a digit more or less."""
    for digit in "123456789":
        at = own.find(digit)
        if at >= 0:
            yield own[:at] + own[at + 1 :]
        yield "".join(sorted(own + digit))


def _by_groups(text: str) -> str:
    """The groups of a number without their leading zeros: 2026-0012 is 202612."""
    groups = [normal_number(group) for group in _GROUPS.findall(text)]
    while len(groups) > 1 and _WORD.fullmatch(groups[0]):
        groups = groups[1:]
    return folded("".join(folded(group) for group in groups))


def _counts(a: str, b: str) -> bool:
    """Do they differ in a counter only? Then they are neighbours in a series, and no slip."""
    groups_a, groups_b = _GROUPS.findall(a), _GROUPS.findall(b)
    if len(groups_a) != len(groups_b):
        return _is_counter(max(groups_a, groups_b, key=len)[-1])
    differing = [group for pair in zip(groups_a, groups_b, strict=True) if pair[0] != pair[1] for group in pair]
    return len(groups_a) > 1 and all(_is_counter(group) for group in differing)


def _is_counter(group: str) -> bool:
    return len(group) <= (LONGEST_PADDED_COUNTER if group.startswith("0") else LONGEST_COUNTER)


def _slip(a: str, b: str) -> Likeness:
    if len(a) == len(b) and swapped(a, b):
        return Likeness.SWAPPED
    long, short = (a, b) if len(a) > len(b) else (b, a)
    if len(long) == len(short) + 1 and _without_a_digit(long, short):
        return Likeness.DROPPED
    return Likeness.OTHER


def swapped(a: str, b: str) -> bool:
    """Two neighbouring digits stand the other way round, and nothing else differs."""
    at = next((n for n, (x, y) in enumerate(zip(a, b, strict=True)) if x != y), None)
    if at is None or at + 1 >= len(a) or not (a[at] + a[at + 1]).isdigit():
        return False
    return a[at] == b[at + 1] and a[at + 1] == b[at] and a[at + 2 :] == b[at + 2 :]


def _without_a_digit(long: str, short: str) -> bool:
    at = next((n for n, (x, y) in enumerate(zip(long, short, strict=False)) if x != y), len(short))
    return long[at].isdigit() and long[:at] + long[at + 1 :] == short
