"""Two rankers of a field, judged on papers that neither was learned from."""

from collections.abc import Sequence

import numpy as np

from payables.extraction.page.document import Document
from payables.extraction.ranking.rank import LEAST, Ranked, ranked_by
from payables.extraction.ranking.ranker import Ranker
from payables.extraction.training.night_wire import Comparison
from payables.extraction.training.papers import Paper

_LEAST = 1e-4  # a probability below which nothing is gained or lost


def judged(
    before: Ranker, after: Ranker, papers: Sequence[Paper], documents: Sequence[Document]
) -> dict[str, Comparison]:
    """By collection: of the papers whose value of the field is known."""
    found: dict[str, Comparison] = {}
    for paper, document in zip(papers, documents, strict=True):
        if before.field in paper.truth:
            found[paper.collection] = found.get(paper.collection, Comparison()) + _one(before, after, paper, document)
    return found


def _one(before: Ranker, after: Ranker, paper: Paper, document: Document) -> Comparison:
    was, now = (ranked_by(ranker, document) for ranker in (before, after))
    right = [_is_right(ranked, paper, before.field) for ranked in (was, now)]
    fit = [_fit(ranked, paper, before.field) for ranked in (was, now)]
    return Comparison(1, *right, *fit, won=int(right == [0, 1]))


def _is_right(ranked: Ranked, paper: Paper, field_name: str) -> int:
    probability, candidate = ranked[0]
    return int(probability >= LEAST and paper.right(field_name, candidate.value))


def _fit(ranked: Ranked, paper: Paper, field_name: str) -> float:
    """Log-likelihood of what is true, each value by its likeliest candidate."""
    sure: dict[str, float] = {}
    for probability, candidate in ranked:
        sure.setdefault(candidate.value, min(max(probability, _LEAST), 1 - _LEAST))
    return float(sum(np.log(p if paper.right(field_name, value) else 1 - p) for value, p in sure.items()))
