"""The curves of sums that are decided together, from what the solver made of papers whose like no ranker had seen."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec
import numpy as np

from payables.extraction.page.document import Document
from payables.extraction.ranking.calibration import logistic
from payables.extraction.ranking.in_use import Version, use
from payables.extraction.ranking.settled import Curve, Curves, curve_name, log_odds, use_curves
from payables.extraction.solve.solve import solve
from payables.extraction.training.equality import AMOUNTS
from payables.extraction.training.papers import Paper
from payables.extraction.training.settings import FOLDS
from payables.extraction.training.train import Learned

HOLD = 1.0  # how strongly the confidence as it is holds: about as five papers do
STEPS = 50

Said = list[tuple[int, str, float, bool]]  # fold, curve's name, confidence, right


def use_fold(learned: Sequence[Learned], fold: int) -> None:
    """The rankers that were learned without the papers of the fold."""
    use({one.field: Version(0, one.without[fold]) for one in learned if fold in one.without})


def said_out_of_fold(papers: Sequence[Paper], learned: Sequence[Learned], fold_of: Sequence[int]) -> Said:
    """What the solver says of each sum whose truth is known, before any curve."""
    try:
        use_curves({})
        return list(_said(papers, learned, fold_of))
    finally:
        use_curves(None)
        use({})


def curves(said: Said) -> dict[str, Curve]:
    """By the curve's name, of those of which something was said."""
    names = dict.fromkeys(name for _, name, _, _ in said)
    return {name: _curve([(sure, right) for _, of, sure, right in said if of == name]) for name in names}


def curves_text(said: Said, found: Mapping[str, Curve], today: date) -> str:
    papers = {name: sum(of == name for _, of, _, _ in said) for name in found}
    rounded = {name: Curve(round(c.offset, 4), round(c.slope, 4), round(c.ceiling, 4)) for name, c in found.items()}
    return (
        msgspec.json.format(msgspec.json.encode(Curves(today.isoformat(), papers, rounded)), indent=1).decode() + "\n"
    )


def _said(
    papers: Sequence[Paper], learned: Sequence[Learned], fold_of: Sequence[int]
) -> Iterator[tuple[int, str, float, bool]]:
    for fold in range(FOLDS):
        use_fold(learned, fold)
        for paper in (p for p, its in zip(papers, fold_of, strict=True) if its == fold):
            solved = solve(Document(paper.pages))
            fields, has_lines = solved.fields, bool(solved.items)
            for name in (n for n in AMOUNTS if n in fields and n in paper.truth):
                right = paper.right(name, fields[name].value)
                yield fold, curve_name(name, has_lines=has_lines), fields[name].confidence, right


def _curve(said: Sequence[tuple[float, bool]]) -> Curve:
    """By Newton's method, held near the confidence as it is; never surer than the number of papers allows."""
    design = np.array([[1.0, log_odds(sure)] for sure, _ in said])
    right = np.array([float(r) for _, r in said])
    known, penalty = np.array([0.0, 1.0]), HOLD * np.diag([0.3, 1.0])
    at = known.copy()
    for _ in range(STEPS):
        p = logistic(np.asarray(design @ at, dtype=np.float64))
        gradient = design.T @ (right - p) - penalty @ (at - known)
        step = np.linalg.solve((design * (p * (1 - p))[:, None]).T @ design + penalty, gradient)
        at = at + np.clip(step, -2.0, 2.0)
    return Curve(float(at[0]), max(float(at[1]), 0.0), (len(said) + 1) / (len(said) + 2))
