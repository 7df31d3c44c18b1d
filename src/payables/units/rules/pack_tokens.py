"""The marks and words of which packs are written."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from payables.units.rules.units import Unit, is_packed, word_unit


class Kind(Enum):
    NUMBER = "number"
    HASH = "#"
    DIVIDE = "/"  # "6/10", "12 per case"
    TIMES = "x"
    OF = "of"
    DASH = "-"
    UNIT = "unit"
    ABOUT = "about"  # catch weight is said
    NUMERO = "no."
    OPEN = "("
    CLOSE = ")"
    UNKNOWN = "?"


@dataclass(frozen=True, slots=True)
class Token:
    """`value` of a number, `unit` of a unit. `grouped` where "1,000" or "1.000" may be a thousand or one; `fraction` is a half or
    a quarter in one character; `glued` if no blank stands before it."""

    kind: Kind
    text: str
    glued: bool
    value: Decimal = Decimal(0)
    unit: Unit | None = None
    grouped: bool = False
    fraction: bool = False


_VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅛": "0.125", "⅜": "0.375", "⅝": "0.625", "⅞": "0.875"}
_PIECE = re.compile(
    r"(?P<blank>\s+)|(?P<vulgar>[½¼¾⅛⅜⅝⅞])|(?P<number>\d+(?:[.,]\d+)*|(?<![A-Z])[.,]\d+)|(?P<word>(?:M|FT)[23](?!\d)|[A-Z]+)|(?P<mark>.)",
    re.DOTALL,
)
_NUMBER = re.compile(r"(\d{1,7})?(?:[.,](\d{1,6}))?")
_MARKS = {
    "#": Kind.HASH,
    "/": Kind.DIVIDE,
    "*": Kind.TIMES,
    "×": Kind.TIMES,
    "-": Kind.DASH,
    "–": Kind.DASH,
    "—": Kind.DASH,
    "(": Kind.OPEN,
    ")": Kind.CLOSE,
    "~": Kind.ABOUT,
    "≈": Kind.ABOUT,
    "@": Kind.OF,
}
_WORDS = {
    **dict.fromkeys(("X",), Kind.TIMES),
    **dict.fromkeys(("OF", "A", "DE", "DI", "DA", "VAN", "ZU", "MIT", "VON", "JE"), Kind.OF),
    **dict.fromkeys(("PER", "PRO", "POR"), Kind.DIVIDE),
    **dict.fromkeys(("AVG", "AVE", "AVERAGE", "CW", "RW", "APPROX", "ABOUT", "CIRCA", "CATCH"), Kind.ABOUT),
    **dict.fromkeys(("NO", "NR", "NUM", "NUMBER"), Kind.NUMERO),
}
_SILENT = frozenset({"NET", "NETTO", "WT", "WEIGHT"})
_IN_PACKS = {"GR": "G", "Z": "OZ"}  # alone in a column of units they could be something else
_OF_FILM = frozenset({"MIL", "MILS"})  # how thick it is, and no thousands
_TWO_WORDS = {("FL", "OZ"): "FLOZ", ("FLUID", "OUNCE"): "FLOZ", ("FLUID", "OUNCES"): "FLOZ"}


def tokens_of(text: str) -> list[Token]:
    """All of the text, in order; what is no part of a pack is UNKNOWN."""
    found: list[Token] = []
    glued = False
    for piece in _PIECE.finditer(_folded(text)):
        if piece.lastgroup == "blank":
            glued = False
            continue
        token = _token(piece, glued, found)
        glued = token is not None
        if token:
            found.append(token)
    return found


def _folded(text: str) -> str:
    """Capitals without accents. The vulgar fractions stay: taken apart, "9½" would read 91/2."""
    characters: list[str] = []
    for character in text:
        if character in _VULGAR or character in "–—×≈":
            characters.append(character)
        else:
            plain = unicodedata.normalize("NFKD", character).upper()
            characters.extend(part for part in plain if not unicodedata.combining(part))
    return "".join(characters)


def _token(piece: re.Match[str], glued: bool, before: list[Token]) -> Token | None:
    text = piece.group()
    match piece.lastgroup:
        case "vulgar":
            return Token(Kind.NUMBER, text, glued, Decimal(_VULGAR[text]), fraction=True)
        case "number":
            return _number(text, glued)
        case "word":
            return _word(text, glued, before)
        case _:
            return _mark(text, glued, before)


def _number(text: str, glued: bool) -> Token:
    parts = _NUMBER.fullmatch(text)
    if parts is None:
        return Token(Kind.UNKNOWN, text, glued)
    whole, decimals = parts[1] or "", parts[2] or ""
    # "0,750" can only be a decimal; "1,000" and "12.500" are read two ways
    grouped = len(decimals) == 3 and 0 < len(whole) <= 3 and not whole.startswith("0")
    return Token(Kind.NUMBER, text, glued, plain(Decimal(f"{whole or 0}.{decimals or 0}")), grouped=grouped)


def plain(number: Decimal) -> Decimal:
    """Without zeros at its end and without an exponent."""
    return Decimal(f"{number.normalize():f}")


def _word(text: str, glued: bool, before: list[Token]) -> Token | None:
    if text in _SILENT:
        return None
    if before and before[-1].kind is Kind.UNKNOWN and (joined := _TWO_WORDS.get((before[-1].text, text))):
        return Token(Kind.UNIT, joined, before.pop().glued, unit=word_unit(joined))
    if text == "LBA":
        before.append(Token(Kind.ABOUT, text, glued))
    if text in _WORDS:
        return Token(_WORDS[text], text, glued)
    unit = None if text in _OF_FILM else word_unit(_IN_PACKS.get(text, text))
    return Token(Kind.UNIT, text, glued, unit=unit) if unit and is_packed(unit) else Token(Kind.UNKNOWN, text, glued)


def _mark(text: str, glued: bool, before: list[Token]) -> Token | None:
    """A dot after a word, and one between words, says nothing."""
    if text == "." and before and before[-1].kind is not Kind.NUMBER:
        return None
    return Token(_MARKS.get(text, Kind.UNKNOWN), text, glued)
