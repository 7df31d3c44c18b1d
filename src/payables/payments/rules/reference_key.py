"""References of checks and transfers in the form in which two are compared."""

import re
import unicodedata

LONGEST = 255  # one character may become 18; an index entry has an end

_DASHES = re.compile("[\u02d7\u2043\u2212]")  # drawn as dashes, and by their category none
_BLANK_SYMBOLS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_VARIATIONS = re.compile("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def reference_key(reference: str) -> str:
    """No case, width, blanks or characters that nobody sees, and one kind of dash: `T-1`, `t-1`, `T - 1` in full width and
    `T‑1` with U+2011 are one reference; what stands between letters and digits counts. The reference as it is where nothing
    of it would be left."""
    drawn = _VARIATIONS.sub("", _DASHES.sub("-", _folded(reference)))
    key = "".join(_compared(character) for character in drawn if character not in _BLANK_SYMBOLS)
    return (key or reference)[:LONGEST]


def _folded(text: str) -> str:
    """Until both hold: either step alone can undo the other."""
    for _ in range(2):
        text = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", text)


def _compared(character: str) -> str:
    category = unicodedata.category(character)
    return "-" if category == "Pd" else "" if category[0] in "CZ" else character
