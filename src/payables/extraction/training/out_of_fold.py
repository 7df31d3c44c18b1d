"""Whole readings of papers by rankers that had not seen their like: what confidences are worth on papers to come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from payables.extraction.checks.arithmetic import Arithmetic, arithmetic
from payables.extraction.model import Reading
from payables.extraction.ranking.features import KINDS
from payables.extraction.ranking.in_use import use
from payables.extraction.ranking.settled import use_curves
from payables.extraction.training.groups import folds, groups
from payables.extraction.training.papers import Paper
from payables.extraction.training.score import reading_of
from payables.extraction.training.settings import FOLDS
from payables.extraction.training.settle import curves, said_out_of_fold, use_fold
from payables.extraction.training.train import train

JUDGED = ("number", "invoice_date", "total_amount")
LEARNED = (*JUDGED, "net_amount", "total_tax")  # what those depend on


@dataclass(frozen=True)
class PaperRead:
    """A paper with truth: how sure each of its JUDGED fields was and whether it is right, as far as its truth is known; a
    field that was not read has confidence 0 and is wrong."""

    name: str
    collection: str
    fields: dict[str, tuple[float, bool]]
    arithmetic: Arithmetic


def out_of_fold(papers: Sequence[Paper]) -> Iterator[PaperRead]:
    """Fold by fold, by rankers that were learned and calibrated on the others: as long as training takes, and a reading of
    each paper. Afterwards this process reads by the rankers of the program again."""
    for paper, reading in readings_out_of_fold(papers, LEARNED):
        yield _paper_read(paper, reading)


def readings_out_of_fold(
    papers: Sequence[Paper], fields: Sequence[str] = tuple(KINDS)
) -> Iterator[tuple[Paper, Reading]]:
    """The same with everything that was read. The curves of sums (settle.py) are those of the other folds too."""
    fold_of = folds(papers, groups(papers), FOLDS)
    learned = list(train(papers, fields))
    said = said_out_of_fold(papers, learned, fold_of)
    try:
        for fold in range(FOLDS):
            use_fold(learned, fold)
            use_curves(curves([one for one in said if one[0] != fold]))
            yield from ((p, reading_of(p)) for p, its in zip(papers, fold_of, strict=True) if its == fold)
    finally:
        use({})
        use_curves(None)


def _paper_read(paper: Paper, reading: Reading) -> PaperRead:
    fields = {name: _judged(paper, reading, name) for name in JUDGED if name in paper.truth}
    return PaperRead(paper.name, paper.collection, fields, arithmetic(reading))


def _judged(paper: Paper, reading: Reading, name: str) -> tuple[float, bool]:
    field = reading.fields.get(name)
    return (field.confidence, paper.right(name, field.value)) if field else (0.0, False)
