"""Labelled candidates of one field over many papers, as arrays."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from payables.extraction.page.document import Document
from payables.extraction.ranking.features import KINDS, features, measured
from payables.extraction.ranking.table import FeatureTable
from payables.extraction.training.papers import Paper

WRONG_WEIGHT = 6.0  # all wrong candidates of a paper together, where a right one weighs 1
ABSENT = 0.5  # weight of a paper's double
NAMED = 0.25  # score of the rule from which a double has no such candidate
BALANCE = 0.5  # 0: every paper weighs the same; 1: every collection does


@dataclass(frozen=True)
class Examples:
    """Row i is a candidate of paper `paper[i]`; `values[i]` is what it would read as.

    `papers` are those whose value is known (indices). Each has a double without the right candidates and those that the
    rule takes for likely; nothing in it is right: so a ranker learns what a paper without the field looks like. The double
    of paper p is `double(p)`; that of an amount is empty, as nearly every paper shows its sums and many of them alike.
    """

    field: str
    papers: list[int]
    count: int
    names: tuple[str, ...]
    rows: NDArray[np.float64]
    right: NDArray[np.bool_]
    paper: NDArray[np.intp]
    weight: NDArray[np.float64]
    values: list[str]

    def double(self, paper: int) -> int:
        return self.count + paper

    def original(self, paper: int) -> int:
        return paper % self.count


@dataclass(frozen=True)
class _Part:
    """One paper's table, or that of its double."""

    paper: int
    table: FeatureTable
    right: NDArray[np.bool_]
    weight: NDArray[np.float64]


def examples(field_name: str, papers: Sequence[Paper], documents: Sequence[Document]) -> Examples:
    """Of the papers whose value of the field is known."""
    judged = [i for i, p in enumerate(papers) if field_name in p.truth]
    share = _shares([papers[i].collection for i in judged])
    parts = [
        part
        for i in judged
        for part in _parts(field_name, i, len(papers), papers[i], documents[i], share[papers[i].collection])
        if part.table.candidates
    ]
    return _joined(field_name, judged, len(papers), parts)


def _parts(
    field_name: str, index: int, count: int, paper: Paper, document: Document, share: float
) -> tuple[_Part, _Part]:
    table = features(field_name, document)
    right = np.array([paper.right(field_name, c.value) for c in table.candidates], dtype=bool)
    doubled = KINDS[field_name] != "amount"
    likely = table.columns(("rule",))[:, 0] >= NAMED
    others = [c for c, gone in zip(table.candidates, right | likely, strict=True) if not gone and doubled]
    without = measured(field_name, others, document)
    nothing = np.zeros(len(others), dtype=bool)
    return (
        _Part(index, table, right, share * _weights(right)),
        _Part(count + index, without, nothing, ABSENT * share * _weights(nothing)),
    )


def _joined(field_name: str, judged: list[int], count: int, parts: Sequence[_Part]) -> Examples:
    names = parts[0].table.names if parts else ()
    rows = [part.table.values for part in parts]
    return Examples(
        field_name,
        judged,
        count,
        names,
        np.concatenate(rows) if rows else np.zeros((0, 0)),
        np.concatenate([np.zeros(0, dtype=bool), *(part.right for part in parts)]),
        np.concatenate([np.zeros(0, dtype=np.intp), *(np.full(len(part.right), part.paper) for part in parts)]),
        np.concatenate([np.zeros(0), *(part.weight for part in parts)]),
        [c.value for part in parts for c in part.table.candidates],
    )


def _weights(right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """A value that is printed on every page counts once."""
    good, bad = int(right.sum()), int((~right).sum())
    return np.where(right, 1 / max(good, 1), min(1.0, WRONG_WEIGHT / max(bad, 1)))


def _shares(collections: Sequence[str]) -> dict[str, float]:
    """So that no collection drowns the others: a paper of a large one weighs less."""
    counts = Counter(collections)
    middle = len(collections) / max(len(counts), 1)
    return {name: float((middle / count) ** BALANCE) for name, count in counts.items()}
