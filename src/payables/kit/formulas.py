"""Text that a spreadsheet would run instead of show.

Programs skip blanks, quotes and characters without shape before they look, read full-width and small signs as plain
ones, and may take a file apart at other separators than it was written with.
"""

import unicodedata

# = + - @ and their full-width, small and minus forms; | starts a DDE command, and % one of older programs
SIGNS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212|%\uff5c")
_QUOTES = frozenset("\"'`\u2018\u2019\u201c\u201d")
# They have a category of letters or signs, and still no shape.
_SHAPELESS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u2800\u3164\uffa0\ufffc")
_SKIPPED_CATEGORIES = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})


def is_skipped(letter: str) -> bool:
    """Whether a program may look past this character for a sign."""
    return (
        letter in _QUOTES
        or letter in _SHAPELESS
        or "\ufe00" <= letter <= "\ufe0f"
        or unicodedata.category(letter) in _SKIPPED_CATEGORIES
    )


def sign_of(text: str) -> str | None:
    """The sign that the text begins with, for a program that looks for formulas; None where it begins with another."""
    first = next((letter for letter in text if not is_skipped(letter)), "")
    return first if first in SIGNS else None
