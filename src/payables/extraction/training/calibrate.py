"""The calibration of a field's scores, fitted on papers that the scores' trees did not see."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from payables.extraction.ranking.calibration import Calibration, leads, logistic

LOWER = 0.3  # weight of a paper's second and third value beside its first
ABSENT = 0.1  # share of papers that do not show a field which they should
ABSENT_NAMES = 0.3  # of names, which are only a drawn logo on many papers
RIDGE = 0.02
HOLD = 4.0  # how strongly a known calibration holds: about as twenty papers do
STEPS = 60
TINY = 1e-10


@dataclass(frozen=True)
class Contest:
    """The best values of one paper, highest score first: their scores, leads, and whether they are right."""

    scores: NDArray[np.float64]
    leads: NDArray[np.float64]
    right: NDArray[np.bool_]
    values: list[str]


def contest(scores: NDArray[np.float64], values: list[str], right: NDArray[np.bool_]) -> Contest:
    """Of all candidates of a paper: each value once, by its best candidate."""
    ahead = leads(scores, values)
    order = sorted(range(len(scores)), key=lambda i: (-float(scores[i]), i))
    first = list({values[i]: i for i in reversed(order)}.values())
    kept = sorted(first, key=lambda i: (-float(scores[i]), i))
    return Contest(scores[kept], ahead[kept], right[kept], [values[i] for i in kept])


def calibrate(
    contests: Sequence[Contest],
    doubles: Sequence[Contest],
    near: Calibration | None = None,
    *,
    absent: float = ABSENT,
) -> Calibration:
    """Never surer than the number of papers allows: of n right ones the next is right with (n + 1) / (n + 2).

    Doubles are papers without their value; they count as often as such papers come (`absent`). What is found is held near
    to `near`, which many papers have taught, and is never surer than that.
    """
    shown = [(c, 1.0) for c in contests if len(c.scores)] + [(c, absent) for c in doubles if len(c.scores)]
    x = np.concatenate([np.stack([c.scores[:3], c.leads[:3]], axis=1) for c, _ in shown])
    y = np.concatenate([c.right[:3] for c, _ in shown]).astype(float)
    weight = np.concatenate([often * np.array([1.0, LOWER, LOWER])[: len(c.scores)] for c, often in shown])
    offset, slope, lead = _fitted(x, y, weight, near)
    return Calibration(offset, slope, lead, near.ceiling if near else (len(contests) + 1) / (len(contests) + 2))


def _fitted(
    x: NDArray[np.float64], y: NDArray[np.float64], weight: NDArray[np.float64], near: Calibration | None
) -> tuple[float, float, float]:
    """Offset, slope and lead by Newton's method; what would count against a higher score counts nothing."""
    used = [0, 1]
    known = np.array([near.offset, near.slope, near.lead]) if near else np.zeros(3)
    penalty = np.full(3, HOLD) if near else np.array([RIDGE / 10, RIDGE, RIDGE])
    while True:
        kept = [0, *(u + 1 for u in used)]
        design = np.column_stack([np.ones(len(x)), x[:, used]])
        found = _newton(design, y, weight, known[kept], np.diag(penalty[kept]))
        below = [u for u, w in zip(used, found[1:], strict=True) if w < 0]
        if not below:
            break
        used = [u for u in used if u not in below]
    weights = {u: float(w) for u, w in zip(used, found[1:], strict=True)}
    return float(found[0]), weights.get(0, 0.0), weights.get(1, 0.0)


def _newton(
    design: NDArray[np.float64],
    y: NDArray[np.float64],
    weight: NDArray[np.float64],
    known: NDArray[np.float64],
    penalty: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The top of the hill: a step that leads down is halved until it leads up."""
    at = known.copy()
    height = _height(design, y, weight, known, penalty, at)
    for _ in range(STEPS):
        p = logistic(design @ at)
        gradient = design.T @ (weight * (y - p)) - penalty @ (at - known)
        curvature = (design * (weight * p * (1 - p))[:, None]).T @ design + penalty
        step = np.linalg.solve(curvature, gradient)
        while (higher := _height(design, y, weight, known, penalty, at + step)) < height and np.abs(step).max() > TINY:
            step = step / 2
        at, height = at + step, max(height, higher)
        if np.abs(step).max() < TINY:
            break
    return at


def _height(
    design: NDArray[np.float64],
    y: NDArray[np.float64],
    weight: NDArray[np.float64],
    known: NDArray[np.float64],
    penalty: NDArray[np.float64],
    at: NDArray[np.float64],
) -> float:
    """Log-likelihood, less what is lost by the distance from what is known."""
    x = design @ at
    away = at - known
    return float((weight * (y * x - np.logaddexp(0, x))).sum() - away @ penalty @ away / 2)
