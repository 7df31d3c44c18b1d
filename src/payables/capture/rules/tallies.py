"""How many papers of each month were read, passed the gate, were judged, and were right."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from payables.capture.rules.outcomes import PaperTold
from payables.extraction.training.tally import Tally, together


def by_month(read: Sequence[tuple[UUID, datetime, bool]], told: Sequence[PaperTold]) -> list[Tally]:
    """The oldest first. `read` is each paper, when it was read and whether it passed; months are those of reading."""
    return together(_each(read, {paper.upload: paper for paper in told}))


def _each(read: Sequence[tuple[UUID, datetime, bool]], told: Mapping[UUID, PaperTold]) -> Iterator[Tally]:
    for upload, at, passed in read:
        paper = told.get(upload)
        judged = paper is not None
        right = judged and passed and paper.right
        yield Tally(f"{at:%Y-%m}", 1, int(passed), int(judged), int(judged and passed), int(right))
