"""How much two names of goods are alike, from 0 to 1.

Words count by their letters. A word that only one of the two says makes the name longer; words that stand against each other
("diced", "whole"), and other numbers ("M8", "M10"), make it another thing.
"""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

_WORDS = re.compile(r"[^\W\d_]+|[0-9]+(?:[.,][0-9]+)*")
_LONG = 8  # letters from which on one slip of the pen is forgiven: a gasket is no basket
_ENDINGS = frozenset({"S", "ES", "N", "EN", "E", "ER", "X"})
_AGAINST = 0.25
_OTHER_NUMBERS = 0.35
# Words that say nothing of what the goods are.
_FILLING = frozenset(
    [
        "THE",
        "OF",
        "AND",
        "FOR",
        "WITH",
        "A",
        "AN",
        "DE",
        "DES",
        "DU",
        "LE",
        "LA",
        "LES",
        "DER",
        "DIE",
        "DAS",
        "MIT",
        "UND",
        "FUR",
        "VON",
        "PER",
        "EA",
        "CS",
        "CASE",
        "KG",
        "LB",
    ]
)


@lru_cache(maxsize=65_536)
def likeness(one: str, other: str) -> float:
    a, b = _words(one), _words(other)
    if not a or not b:
        return 0.0
    if a == b:
        return 1.0
    alone_a, alone_b = _alone(a, b), _alone(b, a)
    length_a, length_b = _letters(a), _letters(b)
    shared = min(length_a - _letters(alone_a), length_b - _letters(alone_b))
    found = 0.7 * 2 * shared / (length_a + length_b) + 0.3 * shared / min(length_a, length_b)
    found -= _AGAINST if _says_more(alone_a) and _says_more(alone_b) else 0
    found -= _OTHER_NUMBERS if _has_number(alone_a) and _has_number(alone_b) else 0
    return max(0.0, min(found, 1.0))


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    decomposed = unicodedata.normalize("NFKD", text[:300]).upper()
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    words = [word.replace(",", ".") for word in _WORDS.findall(plain)]
    telling = [word for word in words if word not in _FILLING and (len(word) > 1 or word.isdigit())]
    return tuple(sorted(telling or words))


def _alone(words: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    """The words without one like them among the others; each of those stands for one."""
    free = list(others)
    alone: list[str] = []
    for word in words:
        found = next((other for other in free if _is_like(word, other)), None)
        if found is None:
            alone.append(word)
        else:
            free.remove(found)
    return alone


def _is_like(word: str, other: str) -> bool:
    if word == other:
        return True
    if not (word.isalpha() and other.isalpha()) or min(len(word), len(other)) < 3:
        return False
    short, long = sorted((word, other), key=len)
    if long.startswith(short) and long[len(short) :] in _ENDINGS:
        return True
    return len(short) >= _LONG and OSA.distance(short, long, score_cutoff=1) == 1


def _letters(words: list[str] | tuple[str, ...]) -> int:
    return sum(map(len, words))


def _says_more(words: list[str]) -> bool:
    return any(word.isalpha() for word in words)


def _has_number(words: list[str]) -> bool:
    return any(not word.isalpha() for word in words)
