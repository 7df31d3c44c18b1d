"""Letters of other alphabets that are drawn as Latin ones: who reads "А1" cannot tell whether it begins with a Cyrillic A."""

import re
import unicodedata
from functools import lru_cache

# Small letters, since what is compared is case-folded; many of them are alike as capitals only (Cyrillic Н and Latin H).
_CYRILLIC = ("авеһікмнорԛсѕтухјԁԝ", "abehikmhopqcstyxjdw")
_GREEK = ("αβεζηικμνορτυχϲϳ", "abezhikmnoptyxcj")
_LATIN = ("ıɑɡ", "iag")
_COPTIC = ("ⲁⲃⲉⲏⲓⲕⲙⲛⲟⲣⲥⲧⲩⲭⲍ", "abehikmnopctyxz")
# They fold to their capitals or have no small letters.
_CHEROKEE = ("ᎠᎡᎢᎪᎫᎬᎳᎷᎻᏀᏃᏕᏙᏚᏞᏟᏢᏦᏴᎥ", "drtajewmhgzsvslcpkbi")
_LISU = ("ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ", "bpdtgkjczfmnlsrvhwxyaeiou")
_ALIKE = str.maketrans(
    *("".join(letters) for letters in zip(_CYRILLIC, _GREEK, _LATIN, _COPTIC, _CHEROKEE, _LISU, strict=True))
)
# The same as capitals, and letters that are drawn as figures.
_CAPITALS = {ord(chr(letter).upper()): chr(latin).upper() for letter, latin in _ALIKE.items()}
_TYPED = str.maketrans({**_ALIKE, **_CAPITALS, "З": "3", "з": "3", "Ʒ": "3", "б": "6", "Ч": "4"})
_UNTYPED = re.compile(
    "[\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff]"
)


def as_latin(folded: str) -> str:
    """Of case-folded text in form NFKC or NFKD, for comparison alone: every letter as the Latin one that looks like it, every
    figure as 0 to 9."""
    if folded.isascii():
        return folded
    return "".join(_figure(character) for character in folded.translate(_ALIKE))


@lru_cache(maxsize=4096)
def as_typed(text: str) -> str:
    """As somebody types it off: every letter as the Latin one that looks like it, without its accent, small letters small;
    every figure as 0 to 9; without what is drawn as nothing."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", _UNTYPED.sub("", text))
    letters = (character for character in decomposed if not unicodedata.combining(character))
    return "".join(_figure(character) for character in "".join(letters).translate(_TYPED))


def _figure(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
