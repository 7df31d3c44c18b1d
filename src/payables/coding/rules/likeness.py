"""How alike two items are, in percent: 100 is the same item. Names are keys (rules/keys.py).

Papers are misread and suppliers reword: "SALMON FILET" is "SA1MON FILET", and "FILET SALMON 2 KG" too. So two names are
as alike as their letters with the words in order, or as the words that they share, whichever is more.
"""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

SAME = 100
SAME_SKU_ONLY = 80  # the number is the same, and the name says something else
OTHER_VENDOR = 80  # the same name, bought elsewhere
SAME_VENDOR_ONLY = 70
LEAST = 75  # two names below this are two items

_NAMES_AGREE = 50
_SHARED_WORDS = 90  # the most that shared words alone can say


def likeness_by_sku(name: str, other: str) -> int:
    """Of two lines of one vendor with the same sku."""
    if not name or not other or fuzz.ratio(_sorted(name), _sorted(other)) >= _NAMES_AGREE:
        return SAME
    return SAME_SKU_ONLY


def alike(names: Sequence[str], others: Sequence[str]) -> list[dict[int, int]]:
    """Per name: index in `others` -> likeness, of those that are alike enough to speak of."""
    found = _by_letters(names, others)
    words = _index(others)
    for n, name in enumerate(names):
        for other, score in _by_words(name, others, words):
            if score >= LEAST:
                found[n][other] = max(score, found[n].get(other, 0))
    return found


def _by_letters(names: Sequence[str], others: Sequence[str]) -> list[dict[int, int]]:
    """As written, since a misread first letter moves a word; and with the words in order."""
    found: list[dict[int, int]] = [{} for _ in names]
    for form in (str, _sorted) if names and others else ():
        scores = process.cdist(
            [form(name) for name in names], [form(other) for other in others], scorer=fuzz.ratio, score_cutoff=LEAST
        )
        for known, row in zip(found, scores, strict=True):
            for m in row.nonzero()[0]:
                known[int(m)] = max(known.get(int(m), 0), min(int(row[m]), SAME - 1))
    return found


def _by_words(name: str, others: Sequence[str], words: dict[str, set[int]]) -> Iterable[tuple[int, int]]:
    mine = set(name.split())
    for other in set[int]().union(*(words.get(word, set()) for word in mine)):
        theirs = set(others[other].split())
        shared, fewer = sum(map(len, mine & theirs)), min(sum(map(len, mine)), sum(map(len, theirs)))
        yield other, _SHARED_WORDS * shared // fewer


def _index(names: Sequence[str]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for n, name in enumerate(names):
        for word in name.split():
            found.setdefault(word, set()).add(n)
    return found


def _sorted(name: str) -> str:
    return " ".join(sorted(name.split()))
