"""Which of a vendor's very many entries are worth comparing with a line by name: those that share its rarest words."""

from collections.abc import Mapping, Sequence

NEAREST = 30
MOST_OF_WORD = 500  # entries of one word that are looked at; of a word that is in more it says little


def nearest(words: Sequence[str], found: Mapping[str, Sequence[int]]) -> list[int]:
    """At most so many, the nearest first; `found` are entries by word. A word counts the more the fewer entries have it."""
    worth: dict[int, float] = {}
    for word in words:
        entries = found.get(word, ())
        for entry in entries:
            worth[entry] = worth.get(entry, 0.0) + 1 / len(entries)
    return sorted(worth, key=lambda entry: (-worth[entry], entry))[:NEAREST]
