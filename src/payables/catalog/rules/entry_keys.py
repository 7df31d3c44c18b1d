"""Keys by which lines find entries of a vendor that has too many to compare all: codes and the whole name are as good as what
is compared (rules/find_entry.py), words only say which entries are worth a look."""

from payables.catalog.model import Candidate, Line
from payables.catalog.rules.item_words import gtin_keys, sku_key, words_of

MOST_WORDS = 12


def keys_of_entry(entry: Candidate) -> list[str]:
    """All under which it is stored."""
    words = words_of(entry.item_name, entry.size)
    codes = ([f"s:{key}"] if (key := sku_key(entry.sku)) else []) + [f"u:{key}" for key in gtin_keys(entry.upc)]
    return [*codes, *_name(words.stems), *_words(words.stems)]


def exact_keys(line: Line) -> list[str]:
    """Under which an entry is stored that the line names by a code or by its whole name."""
    codes = ([f"s:{key}"] if (key := sku_key(line.sku)) else []) + [f"u:{key}" for key in gtin_keys(line.sku)]
    return [*codes, *_name(_stems(line))]


def word_keys(line: Line) -> list[str]:
    """Under which entries are stored that share a word with it."""
    return _words(_stems(line))


def _stems(line: Line) -> tuple[str, ...]:
    return words_of(line.name or line.description, line.pack, line.description).stems


def _name(stems: tuple[str, ...]) -> list[str]:
    return [f"n:{' '.join(stems)}"] if stems else []


def _words(stems: tuple[str, ...]) -> list[str]:
    """The longest, since those tell most."""
    return [f"w:{word}" for word in sorted(set(stems), key=lambda word: (-len(word), word))[:MOST_WORDS]]
