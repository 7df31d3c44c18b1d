"""The key under which an item of a vendor is remembered."""

import hashlib
import re
import unicodedata

_LEADING_ZEROS = re.compile(r"^0+")
_LONGEST = 200
_READ = 4000


def item_key(sku: str | None, name: str | None) -> str | None:
    """ "s:" and the vendor's item number (capitals and digits without leading zeros), else "n:" and the words of the name; None
    where neither says anything. "00-123 a" and "123A" are one item, and so are "Tomate, Roma" and "TOMATE ROMA"."""
    number = _LEADING_ZEROS.sub("", "".join(_words(sku)))
    if number:
        return f"s:{_short(number)}"
    words = " ".join(_words(name))
    return f"n:{_short(words)}" if words else None


def _words(text: str | None) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", (text or "")[:_READ]).upper()
    letters = (character for character in decomposed if not unicodedata.combining(character))
    return "".join(character if character.isalnum() else " " for character in letters).split()


def _short(text: str) -> str:
    """Two long names that differ only at their ends stay two."""
    if len(text) <= _LONGEST:
        return text
    return f"{text[:160].rstrip()} {hashlib.sha256(text.encode()).hexdigest()[:32]}"
