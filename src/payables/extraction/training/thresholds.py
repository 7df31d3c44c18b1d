"""The thresholds that come with the program, from papers that were read out of fold; and what they let through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from payables.extraction.checks import gate
from payables.extraction.checks.arithmetic import Arithmetic
from payables.extraction.checks.gate import READ, VENDOR, threshold_of, verdict
from payables.extraction.ranking.thresholds import ALONE, FLOOR, LEAST_PAPERS, PRECISION, TARGETS, Shipped, lowest
from payables.extraction.training.out_of_fold import PaperRead

ALL = "all"


@dataclass(frozen=True)
class Let:
    """Of a set of papers: how many went through, and of those how many were right in all of number, date and total."""

    papers: int
    through: int
    right: int

    @property
    def share(self) -> float:
        return self.through / self.papers

    @property
    def precision(self) -> float:
        return self.right / self.through if self.through else 1.0


def thresholds(papers: Sequence[PaperRead], vendor: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Field -> target -> threshold. A total alone is never asked less than one that lines prove.

    `vendor` is taken as it is: papers with truth have no vendor master, and the strength of signs below which matching
    chooses none stands until an account's own outcomes speak.
    """
    said = said_by_field(papers)
    found = {name: {str(target): lowest(said.get(name, ()), target) for target in TARGETS} for name in (*READ, ALONE)}
    found[ALONE] = {target: max(value, found["total_amount"][target]) for target, value in found[ALONE].items()}
    return {**found, VENDOR: dict(vendor)}


def said_by_field(papers: Sequence[PaperRead]) -> dict[str, list[tuple[float, bool]]]:
    """(confidence, right) of what was read, the totals to which no lines lead by themselves. Where the arithmetic is open a
    person looks anyway."""
    found: dict[str, list[tuple[float, bool]]] = {}
    for paper in papers:
        for name, (confidence, right) in paper.fields.items():
            if confidence and not (name == "total_amount" and paper.arithmetic is Arithmetic.OPEN):
                found.setdefault(threshold_of(name, paper.arithmetic), []).append((confidence, right))
    return found


def let_through(papers: Sequence[PaperRead], limits: Mapping[str, float]) -> dict[str, Let]:
    """By collection and for all; fields whose truth is unknown are neither asked nor counted."""
    found: dict[str, list[PaperRead]] = {ALL: list(papers)}
    for paper in papers:
        found.setdefault(paper.collection, []).append(paper)
    return {name: _let(of_one, limits) for name, of_one in found.items()}


def passes(paper: PaperRead, limits: Mapping[str, float]) -> bool:
    """Of the fields whose truth is known."""
    asked = {name: sure for name, (sure, _) in paper.fields.items() if name in READ}
    return gate.passes(
        (verdict(name, sure, paper.arithmetic, limits) for name, sure in asked.items()), paper.arithmetic
    )


def thresholds_text(papers: Sequence[PaperRead], fields: dict[str, dict[str, float]], today: date, made_by: str) -> str:
    """JSON of models/thresholds.json; no value and no word of a paper is in it."""
    limits = {name: of_one[str(PRECISION)] for name, of_one in fields.items()}
    record: dict[str, Any] = {
        "papers": {name: let.papers for name, let in let_through(papers, limits).items()},
        "split": "by vendor and layout, whole readings out of fold",
        "floor": FLOOR,
        "least_papers": LEAST_PAPERS,
        f"let_through_at_{PRECISION}": {
            name: {"share": round(let.share, 4), "precision": round(let.precision, 4)}
            for name, let in let_through(papers, limits).items()
        },
    }
    made = Shipped(today.isoformat(), made_by, record, fields)
    return msgspec.json.format(msgspec.json.encode(made), indent=1).decode() + "\n"


def _let(papers: Sequence[PaperRead], limits: Mapping[str, float]) -> Let:
    through = [paper for paper in papers if passes(paper, limits)]
    right = sum(all(ok for name, (_, ok) in paper.fields.items() if name in READ) for paper in through)
    return Let(len(papers), len(through), right)
