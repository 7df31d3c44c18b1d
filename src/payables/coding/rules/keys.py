"""Forms in which items are compared: a sku without case and punctuation, a name as its words."""

import unicodedata

from payables.kit.text import normal_number

LONGEST_KEY = 200


def sku_key(sku: str | None) -> str:
    """Empty where there is none."""
    return normal_number(sku or "")[:LONGEST_KEY]


def name_key(name: str | None) -> str:
    """Words without case, accents and punctuation, divided by one blank: "Crème-fraîche 30 %" is "creme fraiche 30"."""
    plain = unicodedata.normalize("NFKD", (name or "").casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join(letters.split())[:LONGEST_KEY].strip()


def has_words(text: str, words: str) -> bool:
    """Whether the words stand in the text, whole and side by side. Both are keys."""
    return f" {words} " in f" {text} "
