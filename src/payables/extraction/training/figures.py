"""How good readings are: figures per field over (value, confidence) answers with known truth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from payables.extraction.ranking.thresholds import PRECISION

BINS = 10


@dataclass(frozen=True)
class Answer:
    """What was read as one field of one paper whose true value is known; `within` = the right value was a candidate."""

    found: bool
    right: bool
    confidence: float
    within: bool


@dataclass(frozen=True)
class Figures:
    """`exact`, `ceiling` and `cover98` are shares of all papers, `ece` is over those with a value."""

    papers: int
    found: int
    exact: float
    ceiling: float
    cover98: float
    ece: float


def figures(answers: Sequence[Answer]) -> Figures:
    """Of at least one answer."""
    said = [(a.confidence, a.right) for a in answers if a.found]
    return Figures(
        papers=len(answers),
        found=len(said),
        exact=sum(a.right for a in answers) / len(answers),
        ceiling=sum(a.within for a in answers) / len(answers),
        cover98=cover(said, len(answers)),
        ece=calibration_error(said),
    )


def cover(said: Iterable[tuple[float, bool]], papers: int, precision: float = PRECISION) -> float:
    """The largest share of papers above one threshold whose values are right at the given precision."""
    best = seen = hits = 0
    for _, equals in groupby(sorted(said, key=lambda s: -s[0]), key=lambda s: s[0]):
        batch = [right for _, right in equals]  # equal confidences stand or fall together
        seen, hits = seen + len(batch), hits + sum(batch)
        if hits / seen >= precision:
            best = seen
    return best / papers


def calibration_error(said: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error in BINS equal bins: mean distance of confidence from the share that is right."""
    if not said:
        return 0.0
    off = 0.0
    for _, group in groupby(sorted(said), key=lambda s: min(int(s[0] * BINS), BINS - 1)):
        inside = list(group)
        off += abs(sum(c for c, _ in inside) - sum(right for _, right in inside))
    return off / len(said)
