"""Whole readings of papers by rankers that had not seen their like: what confidences are worth on papers to come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from payables.extraction.checks.arithmetic import Arithmetic, arithmetic
from payables.extraction.document import read_pages
from payables.extraction.errors import Unreadable
from payables.extraction.model import Reading
from payables.extraction.ranking.in_use import Version, use
from payables.extraction.training.groups import folds, groups
from payables.extraction.training.papers import Paper
from payables.extraction.training.settings import FOLDS
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
    fold_of = folds(papers, groups(papers), FOLDS)
    learned = list(train(papers, LEARNED))
    try:
        for fold in range(FOLDS):
            use({one.field: Version(0, one.without[fold]) for one in learned if fold in one.without})
            yield from (_read(paper) for paper, its in zip(papers, fold_of, strict=True) if its == fold)
    finally:
        use({})


def _read(paper: Paper) -> PaperRead:
    try:
        reading = read_pages(paper.pages)
    except Unreadable:
        reading = Reading(kind="", method=[], pages=len(paper.pages))
    fields = {name: _judged(paper, reading, name) for name in JUDGED if name in paper.truth}
    return PaperRead(paper.name, paper.collection, fields, arithmetic(reading))


def _judged(paper: Paper, reading: Reading, name: str) -> tuple[float, bool]:
    field = reading.fields.get(name)
    return (field.confidence, paper.right(name, field.value)) if field else (0.0, False)
