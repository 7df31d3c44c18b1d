"""Outcomes of an account's papers, as the gate weighs them: field -> how sure it was and whether it stood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from payables.capture.model import StraightThrough
from payables.capture.rules.thresholds import FieldOutcome
from payables.extraction.checks.arithmetic import Arithmetic
from payables.extraction.checks.gate import ASKED, VENDOR, threshold_of
from payables.learning.model.papers import How, Judged, JudgedPaper


@dataclass(frozen=True, slots=True)
class FieldTold:
    """One field of one paper that somebody has looked at, at one instant; `field` as a threshold is called."""

    field: str
    at: datetime
    outcome: FieldOutcome


@dataclass(frozen=True, slots=True)
class PaperTold:
    """A paper that somebody has looked at: whether it had gone straight through, and whether all four fields stood."""

    at: datetime
    straight: bool
    right: bool
    told: tuple[FieldTold, ...]


def papers_told(papers: Sequence[JudgedPaper], kept: Mapping[UUID, StraightThrough]) -> list[PaperTold]:
    """`kept` is what the gate said of each when it was read; e-invoices, which are read without a doubt, and papers read
    before there was a gate are left out. What nobody has looked at says nothing, but for a sampled paper: it went on only
    because somebody answered for it."""
    found = [_paper(paper, kept[paper.upload]) for paper in papers if paper.upload in kept]
    return [one for one in found if one is not None]


def by_field(papers: Sequence[PaperTold]) -> dict[str, list[FieldOutcome]]:
    found: dict[str, list[FieldOutcome]] = {}
    for paper in papers:
        for one in paper.told:
            found.setdefault(one.field, []).append(one.outcome)
    return found


def _paper(paper: JudgedPaper, gate: StraightThrough) -> PaperTold | None:
    seen = {name: one for name, one in paper.fields.items() if one.how is not How.UNSEEN or gate.sampled}
    if not seen:
        return None
    told = [_told(name, one, gate) for name, one in seen.items() if name in ASKED]
    right = all(_stood(name, one) for name, one in seen.items() if name in ASKED)
    at = max(one.at for one in seen.values())
    return PaperTold(at, gate.passed, right, tuple(one for one in told if one is not None))


def _told(name: str, one: Judged, gate: StraightThrough) -> FieldTold | None:
    """None where nothing was read: there was no confidence to be judged."""
    confidence = gate.fields[name].confidence if name == VENDOR else one.confidence
    if confidence is None:
        return None
    return FieldTold(
        threshold_of(name, Arithmetic(gate.arithmetic)), one.at, FieldOutcome(confidence, _stood(name, one))
    )


def _stood(name: str, one: Judged) -> bool:
    return one.entered_right if name == VENDOR else one.right
