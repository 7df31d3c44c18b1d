"""Papers of one vendor or one layout belong together: no paper may be judged by a ranker that saw its like."""

import re
from collections import Counter
from collections.abc import Sequence

from payables.extraction.page.document import Document
from payables.extraction.page.language import plain
from payables.extraction.training.equality import squeezed
from payables.extraction.training.papers import Paper

ALIKE = 0.5  # share of common form words from which two papers have one layout
KNOWN_FROM = 3  # papers in which a word must stand to be part of a form
_WORD = re.compile(r"[^\W\d_]{3,}")


def groups(papers: Sequence[Paper]) -> list[int]:
    """A number per paper; equal where the vendor or the layout is the same, directly or over others."""
    skeletons = _skeletons(papers)
    parent = list(range(len(papers)))
    for i, one in enumerate(papers):
        for j in range(i):
            if _root(parent, i) != _root(parent, j) and _together(one, papers[j], skeletons[i], skeletons[j]):
                parent[_root(parent, i)] = _root(parent, j)
    return [_root(parent, i) for i in range(len(papers))]


def folds(papers: Sequence[Paper], group_of: Sequence[int], count: int) -> list[int]:
    """The fold of each paper: whole groups, the largest first, each where its collection has the fewest papers yet."""
    members: dict[int, list[int]] = {}
    for i, group in enumerate(group_of):
        members.setdefault(group, []).append(i)
    filled: Counter[tuple[str, int]] = Counter()
    sizes: Counter[int] = Counter()
    fold_of = [0] * len(papers)
    for group in sorted(members, key=lambda g: (-len(members[g]), papers[g].name)):
        kinds = {papers[i].collection for i in members[group]}
        fold = min(range(count), key=lambda f: (sum(filled[k, f] for k in kinds), sizes[f], f))
        for i in members[group]:
            fold_of[i] = fold
            filled[papers[i].collection, fold] += 1
            sizes[fold] += 1
    return fold_of


def _skeletons(papers: Sequence[Paper]) -> list[set[str]]:
    """The words of each first page that are a form's rather than one paper's own."""
    words = [set(_WORD.findall(plain(Document(p.pages[:1]).text))) for p in papers]
    known = Counter(w for of_one in words for w in of_one)
    return [{w for w in of_one if known[w] >= KNOWN_FROM} for of_one in words]


def _together(a: Paper, b: Paper, words: set[str], others: set[str]) -> bool:
    if a.vendor and b.vendor and squeezed(a.vendor) == squeezed(b.vendor):
        return True
    union = len(words | others)
    return union > 0 and len(words & others) / union >= ALIKE


def _root(parent: list[int], i: int) -> int:
    while parent[i] != i:
        parent[i] = parent[parent[i]]
        i = parent[i]
    return i
