"""Precision and recall of the comparison over labelled pairs: `python -m benchmarks duplicates`."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from samples.twins.document import Pair
from samples.twins.labelled import FIXED_PER_KIND, FIXED_SEED, FRESH_PER_KIND, FRESH_SEED, labelled

from payables.duplicates.rules.compare import compare

RECALL, PRECISION = 0.99, 0.98


@dataclass(slots=True)
class Score:
    """How many pairs of a kind were right, and the first that were not."""

    same: bool
    pairs: int = 0
    flagged: int = 0
    wrong: list[Pair] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Measured:
    """Over all kinds. A pair is flagged when the verdict is likely or possible."""

    scores: dict[str, Score]

    @property
    def pairs(self) -> int:
        return sum(score.pairs for score in self.scores.values())

    @property
    def recall(self) -> float:
        same = [score for score in self.scores.values() if score.same]
        return sum(score.flagged for score in same) / sum(score.pairs for score in same)

    @property
    def precision(self) -> float:
        right = sum(score.flagged for score in self.scores.values() if score.same)
        return right / sum(score.flagged for score in self.scores.values())


def measure(pairs: Iterable[Pair]) -> Measured:
    scores: dict[str, Score] = {}
    for pair in pairs:
        score = scores.setdefault(pair.kind, Score(pair.same))
        flagged = compare(pair.second, pair.first) is not None
        score.pairs += 1
        score.flagged += flagged
        if flagged != pair.same:
            score.wrong.append(pair)
    return Measured(scores)


def main() -> int:
    """0 when both sets reach the goals."""
    reached = True
    for title, seed, per_kind in (
        ("the set of the tests", FIXED_SEED, FIXED_PER_KIND),
        ("a fresh set", FRESH_SEED, FRESH_PER_KIND),
    ):
        measured = measure(labelled(seed, per_kind))
        print(_report(title, seed, measured), end="\n\n")
        reached = reached and measured.recall >= RECALL and measured.precision >= PRECISION
    return 0 if reached else 1


def _report(title: str, seed: int, measured: Measured) -> str:
    head = (
        f"{title} (seed {seed}): n = {measured.pairs}, {len(measured.scores)} kinds, "
        f"recall {measured.recall:.4f} (goal {RECALL}), precision {measured.precision:.4f} (goal {PRECISION})"
    )
    return "\n".join([head, *(_line(kind, score) for kind, score in measured.scores.items())])


def _line(kind: str, score: Score) -> str:
    wrong = [f"{pair.first.number} / {pair.second.number}" for pair in score.wrong[:3]]
    said = f"  wrong: {', '.join(wrong)}" if wrong else ""
    return f"  {'same ' if score.same else 'other'}  {kind:32} {score.flagged:4} of {score.pairs:4} flagged{said}"
