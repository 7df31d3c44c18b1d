"""The thresholds of one account: the shipped ones, or what the outcomes of its own papers say where there are enough.

Other accounts' outcomes have no say: nobody can move another's gate.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from payables.extraction.ranking.thresholds import FLOOR, LEAST_PAPERS, lowest
from payables.extraction.ranking.wilson import wilson

ENOUGH = 60  # papers of a field with a known truth, from which an account's own outcomes may lower a threshold
BADLY = 20  # of them at or above the threshold, from which a share that misses the target raises it
SOON = 8  # of them from which it is raised where even luck cannot explain how many are wrong
BAD_LUCK = 2.33  # it is raised so soon where one in a hundred samples would be as bad if the target were kept
OF_ONE_VENDOR = 10  # of its papers, the newest, have a say where a threshold falls: many of one layout are one sample
LUCK = 1.28  # a threshold falls only where nine in ten such samples would prove the target


@dataclass(frozen=True, slots=True)
class FieldOutcome:
    """How sure a field was, whether the value stood, and whose paper it was."""

    confidence: float
    right: bool
    vendor: int | None = None


@dataclass(frozen=True, slots=True)
class Threshold:
    """`papers` are the account's own with a known truth; `own`: they decided it."""

    value: float
    shipped: float
    papers: int
    own: bool


def thresholds_of(
    outcomes: Mapping[str, Sequence[FieldOutcome]], shipped: Mapping[str, float], target: float
) -> dict[str, Threshold]:
    """Of every field that has a shipped one."""
    return {name: _threshold(outcomes.get(name, ()), value, target) for name, value in shipped.items()}


def proven(outcomes: Sequence[FieldOutcome]) -> float:
    """The share that is right at least, but for one sample in ten (Wilson's lower bound)."""
    return _bound(outcomes, -LUCK) if outcomes else 0.0


def hoped_for(outcomes: Sequence[FieldOutcome]) -> float:
    """The share that is right at most, but for one sample in a hundred (Wilson's upper bound)."""
    return _bound(outcomes, BAD_LUCK) if outcomes else 1.0


def _bound(outcomes: Sequence[FieldOutcome], deviations: float) -> float:
    return wilson(sum(one.right for one in outcomes), len(outcomes), deviations)


def _threshold(outcomes: Sequence[FieldOutcome], shipped: float, target: float) -> Threshold:
    enough = len(outcomes) >= ENOUGH
    if _misses_by_far(outcomes, shipped, target) or (enough and _misses(outcomes, shipped, target)):
        value = _raised(outcomes, shipped, target, LEAST_PAPERS if enough else SOON)
        return Threshold(value, shipped, len(outcomes), own=True)
    value = _lowered(outcomes, shipped, target) if enough else shipped
    return Threshold(value, shipped, len(outcomes), own=enough)


def _misses_by_far(outcomes: Sequence[FieldOutcome], shipped: float, target: float) -> bool:
    above = [one for one in outcomes if one.confidence >= shipped]
    return len(above) >= SOON and hoped_for(above) < target


def _misses(outcomes: Sequence[FieldOutcome], shipped: float, target: float) -> bool:
    above = [one.right for one in outcomes if one.confidence >= shipped]
    return len(above) >= BADLY and sum(above) < target * len(above)


def _raised(outcomes: Sequence[FieldOutcome], shipped: float, target: float, least: int) -> float:
    """To where `least` of the account's own values and more are right often enough; it takes no proof to look at more."""
    said = ((one.confidence, one.right) for one in outcomes)
    return max(shipped, lowest(said, target, floor=shipped, least=least))


def _lowered(outcomes: Sequence[FieldOutcome], shipped: float, target: float) -> float:
    """To the lowest that is proven, where also what it lets in beside is not worse than FLOOR; by papers of many vendors, since
    one that sends a hundred like papers proves nothing of another's."""
    some = _of_each_vendor(outcomes)
    below = sorted({one.confidence for one in some if FLOOR <= one.confidence < shipped})
    for threshold in below:
        let_in = [one.right for one in some if threshold <= one.confidence < shipped]
        above = [one for one in some if one.confidence >= threshold]
        kept = [one.right for one in outcomes if one.confidence >= threshold]
        if proven(above) >= target and sum(let_in) >= FLOOR * len(let_in) and sum(kept) >= target * len(kept):
            return threshold
    return shipped


def _of_each_vendor(outcomes: Sequence[FieldOutcome]) -> list[FieldOutcome]:
    """The newest OF_ONE_VENDOR; those of no vendor together."""
    counts: Counter[int | None] = Counter()
    kept: list[FieldOutcome] = []
    for one in outcomes:
        counts[one.vendor] += 1
        if counts[one.vendor] <= OF_ONE_VENDOR:
            kept.append(one)
    return kept
