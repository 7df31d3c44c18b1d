"""Outcomes of an account's papers, as the gate weighs them: field -> how sure it was and whether it stood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from payables.capture.model import StraightThrough
from payables.capture.rules.reach import ACCOUNT, Reach, reach_of
from payables.capture.rules.thresholds import FieldOutcome
from payables.extraction.checks.arithmetic import Arithmetic
from payables.extraction.checks.gate import ASKED, VENDOR, threshold_of
from payables.learning.model.papers import How, Judged, JudgedPaper
from payables.platform.caller import Scope


@dataclass(frozen=True, slots=True)
class FieldTold:
    """One field of one paper that somebody has looked at, at one instant; `field` as a threshold is called, `reach` is where it
    has a say."""

    field: str
    at: datetime
    outcome: FieldOutcome
    reach: Reach = ACCOUNT


@dataclass(frozen=True, slots=True)
class PaperTold:
    """A paper that somebody has looked at: whether it had gone straight through, and whether all four fields stood."""

    upload: UUID
    at: datetime
    straight: bool
    right: bool
    told: tuple[FieldTold, ...]


def papers_told(
    papers: Sequence[JudgedPaper], kept: Mapping[UUID, StraightThrough], judges: Mapping[int, Scope]
) -> list[PaperTold]:
    """`kept` is what the gate said of each when it was read; e-invoices, which are read without a doubt, and papers read
    before there was a gate are left out. What nobody has looked at says nothing, but for a sampled paper: it went on only
    because somebody answered for it. `judges` are what users see."""
    found = [_paper(paper, kept[paper.upload], judges) for paper in papers if paper.upload in kept]
    return [one for one in found if one is not None]


def by_reach(papers: Sequence[PaperTold]) -> dict[Reach, dict[str, list[FieldOutcome]]]:
    """Where they have a say -> field -> outcomes."""
    found: dict[Reach, dict[str, list[FieldOutcome]]] = {}
    for paper in papers:
        for one in paper.told:
            found.setdefault(one.reach, {}).setdefault(one.field, []).append(one.outcome)
    return found


def _paper(paper: JudgedPaper, gate: StraightThrough, judges: Mapping[int, Scope]) -> PaperTold | None:
    seen = {name: one for name, one in paper.fields.items() if one.how is not How.UNSEEN or gate.sampled}
    if not seen:
        return None
    told = [_told(name, one, gate, paper, _reach(paper, one, judges)) for name, one in seen.items() if name in ASKED]
    right = all(_stood(name, one) for name, one in seen.items() if name in ASKED)
    at = max(one.at for one in seen.values())
    return PaperTold(paper.upload, at, gate.passed, right, tuple(one for one in told if one is not None))


def _reach(paper: JudgedPaper, one: Judged, judges: Mapping[int, Scope]) -> Reach:
    judge = judges.get(one.by) if one.by is not None else None
    return reach_of(judge, paper.company_id, paper.location_id)


def _told(name: str, one: Judged, gate: StraightThrough, paper: JudgedPaper, reach: Reach) -> FieldTold | None:
    """None where nothing was read: there was no confidence to be judged."""
    confidence = gate.fields[name].confidence if name == VENDOR else one.confidence
    if confidence is None:
        return None
    outcome = FieldOutcome(confidence, _stood(name, one), paper.vendor_id)
    return FieldTold(threshold_of(name, Arithmetic(gate.arithmetic)), one.at, outcome, reach)


def _stood(name: str, one: Judged) -> bool:
    return one.entered_right if name == VENDOR else one.right
