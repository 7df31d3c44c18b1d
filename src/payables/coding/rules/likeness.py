"""How alike two items are, in percent: 100 is the same item. Names are keys (rules/keys.py).

Papers are misread and suppliers reword: "SALMON FILET" is "SA1MON FILET", and "FILET SALMON 2 KG" too. So two names are
as alike as their letters with the words in order, or as the words that they share, whichever is more.
"""

from collections import Counter
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
    words = _Words(others)
    for n, name in enumerate(names):
        for other, score in words.shared_with(name):
            if score >= LEAST:
                found[n][other] = max(score, found[n].get(other, 0))
    return found


class _Words:
    """Names by their words, so that only those are looked at which share one."""

    def __init__(self, names: Sequence[str]) -> None:
        self._lengths: list[int] = []
        self._names_with: dict[str, list[int]] = {}
        for n, name in enumerate(names):
            words = set(name.split())
            self._lengths.append(sum(map(len, words)))
            for word in words:
                self._names_with.setdefault(word, []).append(n)

    def shared_with(self, name: str) -> Iterable[tuple[int, int]]:
        """Index of a name -> percent of the letters of the shorter one that stand in words of both."""
        words = set(name.split())
        length, shared = sum(map(len, words)), Counter[int]()
        for word in words:
            for n in self._names_with.get(word, ()):
                shared[n] += len(word)
        for n, letters in shared.items():
            yield n, _SHARED_WORDS * letters // min(length, self._lengths[n])


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


def _sorted(name: str) -> str:
    return " ".join(sorted(name.split()))
