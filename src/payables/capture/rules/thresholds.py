"""The thresholds of one account: the shipped ones, or what the outcomes of its own papers say where there are enough.

Other accounts' outcomes have no say: nobody can move another's gate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from payables.extraction.ranking.thresholds import FLOOR, lowest

ENOUGH = 60  # papers of a field with a known truth, from which an account's own outcomes count
BADLY = 20  # of them at or above the threshold, from which a share that misses the target raises it
LUCK = 1.28  # a threshold falls only where nine in ten such samples would prove the target


@dataclass(frozen=True, slots=True)
class Outcome:
    """How sure a field was, and whether the value stood."""

    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Threshold:
    """`papers` are the account's own with a known truth; `own`: they decided it."""

    value: float
    shipped: float
    papers: int
    own: bool


def thresholds_of(
    outcomes: Mapping[str, Sequence[Outcome]], shipped: Mapping[str, float], target: float
) -> dict[str, Threshold]:
    """Of every field that has a shipped one."""
    return {name: _threshold(outcomes.get(name, ()), value, target) for name, value in shipped.items()}


def proven(outcomes: Sequence[Outcome]) -> float:
    """The share that is right at least, but for one sample in ten (Wilson's lower bound)."""
    n, right = len(outcomes), sum(one.right for one in outcomes)
    if not n:
        return 0.0
    share, square = right / n, LUCK * LUCK
    return (share + square / (2 * n) - LUCK * sqrt((share * (1 - share) + square / (4 * n)) / n)) / (1 + square / n)


def _threshold(outcomes: Sequence[Outcome], shipped: float, target: float) -> Threshold:
    if len(outcomes) < ENOUGH:
        return Threshold(shipped, shipped, len(outcomes), own=False)
    value = (
        _raised(outcomes, shipped, target)
        if _misses(outcomes, shipped, target)
        else _lowered(outcomes, shipped, target)
    )
    return Threshold(value, shipped, len(outcomes), own=True)


def _misses(outcomes: Sequence[Outcome], shipped: float, target: float) -> bool:
    above = [one.right for one in outcomes if one.confidence >= shipped]
    return len(above) >= BADLY and sum(above) < target * len(above)


def _raised(outcomes: Sequence[Outcome], shipped: float, target: float) -> float:
    """To where the account's own values are right often enough; it takes no proof to look at more."""
    return max(shipped, lowest(((one.confidence, one.right) for one in outcomes), target, floor=shipped))


def _lowered(outcomes: Sequence[Outcome], shipped: float, target: float) -> float:
    """To the lowest that is proven, where also what it lets in beside is not worse than FLOOR."""
    below = sorted({one.confidence for one in outcomes if FLOOR <= one.confidence < shipped})
    for threshold in below:
        let_in = [one.right for one in outcomes if threshold <= one.confidence < shipped]
        above = [one for one in outcomes if one.confidence >= threshold]
        if proven(above) >= target and sum(let_in) >= FLOOR * len(let_in):
            return threshold
    return shipped
