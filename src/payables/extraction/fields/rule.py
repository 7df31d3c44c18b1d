"""The shape of a field's rules: its candidates, and a score for each. A learned ranker starts from them."""

from collections.abc import Callable
from dataclasses import dataclass

from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.model import Field
from payables.extraction.page.document import Document


@dataclass(frozen=True)
class Rule:
    """`score` is 0..1; without a ranker it doubles as confidence, and the best candidate at or above `least` is the value."""

    candidates: Callable[[Document], list[Candidate]]
    score: Callable[[Candidate, Document], float]
    least: float = 0.3

    def ranked(self, document: Document) -> list[tuple[float, Candidate]]:
        """Those at or above `least`, best first."""
        return [(score, candidate) for score, candidate in self.scored(document) if score >= self.least]

    def best(self, document: Document) -> Field | None:
        ranked = self.ranked(document)
        if not ranked:
            return None
        score, candidate = ranked[0]
        return candidate.field(score - _doubt(ranked))

    def scored(self, document: Document) -> list[tuple[float, Candidate]]:
        """All candidates, best first; of equals the one printed first."""
        scored = [(self.score(c, document), c) for c in self.candidates(document)]
        return sorted(scored, key=lambda s: -s[0])


def _doubt(ranked: list[tuple[float, Candidate]]) -> float:
    """Another value that scores nearly as high makes the best one less sure."""
    score, candidate = ranked[0]
    rival = next((s for s, c in ranked[1:] if c.value != candidate.value), 0.0)
    return 0.25 * max(0.0, 1 - (score - rival) / 0.2)
