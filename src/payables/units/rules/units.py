"""Units of measure: what a word says, and the factors that hold everywhere.

Factors are exact. Mass is counted in grams, volume in millilitres, length in metres, area in square metres, count in pieces, time
in seconds, calendar time in months. A day has no factor to hours (a working day is not 24 of them), a week none to days, and
containers have none at all: how much is in a case is said by a pack or learned.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from payables.units.rules.vocabulary import WORDS


class Dimension(StrEnum):
    COUNT = "count"
    MASS = "mass"
    VOLUME = "volume"
    LENGTH = "length"
    AREA = "area"
    TIME = "time"
    CALENDAR = "calendar"
    OTHER = "other"  # its own and nothing else's: containers, days, kilowatt hours


@dataclass(frozen=True, slots=True)
class Unit:
    """One `code` is `factor` of its dimension's base unit; of OTHER each unit is its own base."""

    code: str
    dimension: Dimension
    factor: Decimal


_FACTORS = {
    Dimension.COUNT: "EA 1, PC 1, PR 2, DZ 12, HUN 100, GRO 144, THO 1000",
    Dimension.MASS: "MG 0.001, G 1, DKG 10, KG 1000, DTN 100000, TNE 1000000, LB 453.59237, OZ 28.349523125, STN 907184.74, "
    "CWT 45359.237",
    Dimension.VOLUME: "ML 1, CL 10, DL 100, L 1000, HL 100000, M3 1000000, FLOZ 29.5735295625, CUP 236.5882365, "
    "PT 473.176473, QT 946.352946, GAL 3785.411784",
    Dimension.LENGTH: "MM 0.001, CM 0.01, MTR 1, KM 1000, IN 0.0254, FT 0.3048, YD 0.9144",
    Dimension.AREA: "M2 1, FT2 0.09290304",
    Dimension.TIME: "SEC 1, MIN 60, HUR 3600",
    Dimension.CALENDAR: "MON 1, QAN 3, ANN 12",
}
_MEASURED = {
    code: Unit(code, dimension, Decimal(factor))
    for dimension, text in _FACTORS.items()
    for code, factor in (pair.split() for pair in text.split(", "))
}
UNITS = {code: _MEASURED.get(code) or Unit(code, Dimension.OTHER, Decimal(1)) for code in WORDS}
_OF_WORD = {word: UNITS[code] for code, words in WORDS.items() for word in words.split()}
_CONTAINERS = frozenset(UNITS) - frozenset(_MEASURED) - {"DAY", "WEE", "KWH", "LS", "ACT"}

_IN_PACKS = frozenset({Dimension.COUNT, Dimension.MASS, Dimension.VOLUME, Dimension.LENGTH, Dimension.AREA})
_LONGEST = 60
_PER = re.compile(r"^(?:/|PER\b|PRO\b|JE\b|PAR\b|POR\b|PREIS PRO\b|PRICE PER\b)\s*(?=\S)")
_PLURAL = re.compile(r".+[^S]S")
_ASIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


def read_unit(text: str | None) -> Unit | None:
    """The unit that a word says ("lbs.", "Case (C)", "per LB", "fl. oz", "XBX"), None where none or two are said."""
    folded = fold(text)
    if not folded or len(folded) > _LONGEST:
        return None
    plain = _PER.sub("", folded)
    whole = _word(plain)
    if whole:
        return whole
    # "Case (C)", "EA - Each": every part that says something must say the same
    aside = _ASIDE.search(plain)
    parts = [_ASIDE.sub(" ", plain), aside[1]] if aside else re.split(r"\s+-\s+|/", plain)
    said = {unit.code: unit for part in parts if (unit := _word(part))}
    unread = [part for part in parts if part.strip() and not _word(part)]
    if len(said) != 1 or (unread and not aside) or _word(parts[0]) is None:
        return None
    return next(iter(said.values()))


def normal_unit(text: str) -> str:
    """The form in which units are compared and learned: the code of one that can be read, else the word itself, folded."""
    unit = read_unit(text)
    return unit.code if unit else " ".join(fold(text).split())


def word_unit(word: str) -> Unit | None:
    """The unit of one folded word."""
    return _OF_WORD.get(word) or (_OF_WORD.get(word[:-1]) if _PLURAL.fullmatch(word) else None)


def is_packed(unit: Unit) -> bool:
    """Can there be so much of it in a pack? Hours cannot."""
    return unit.dimension in _IN_PACKS or is_container(unit.code)


def is_container(code: str) -> bool:
    """Does it hold things, so that how much one is depends on the item?"""
    return code in _CONTAINERS


def fold(text: str | None) -> str:
    """Capitals without accents, and no dots after words."""
    if not text:
        return ""
    decomposed = unicodedata.normalize("NFKD", text[: 4 * _LONGEST]).upper()
    letters = "".join(character for character in decomposed if not unicodedata.combining(character))
    return re.sub(r"(?<=[A-Z])\.", " ", letters).strip()


def _word(text: str) -> Unit | None:
    return word_unit("".join(text.split()))
