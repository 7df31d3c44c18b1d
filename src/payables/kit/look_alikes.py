"""Letters of other alphabets that are drawn as Latin ones: who reads "А1" cannot tell whether it begins with a Cyrillic A."""

import unicodedata

# Small letters, since what is compared is case-folded; many of them are alike as capitals only (Cyrillic Н and Latin H).
_CYRILLIC = ("авеһікмнорԛсѕтухјԁԝ", "abehikmhopqcstyxjdw")
_GREEK = ("αβεζηικμνορτυχϲϳ", "abezhikmnoptyxcj")
_LATIN = ("ıɑɡ", "iag")
_ALIKE = str.maketrans(*("".join(letters) for letters in zip(_CYRILLIC, _GREEK, _LATIN, strict=True)))


def as_latin(folded: str) -> str:
    """Of case-folded text in form NFKC or NFKD, for comparison alone: every letter as the Latin one that looks like it, every
    figure as 0 to 9."""
    if folded.isascii():
        return folded
    return "".join(_figure(character) for character in folded.translate(_ALIKE))


def _figure(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
