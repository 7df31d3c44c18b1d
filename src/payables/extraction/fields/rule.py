"""The shape of a field's rules: its candidates, and a score for each. A trained ranker replaces `score` alone."""

from collections.abc import Callable
from dataclasses import dataclass

from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.model import CANDIDATES_KEPT, Choice, Field
from payables.extraction.page.document import Document


@dataclass(frozen=True)
class Rule:
    """`score` is 0..1 and doubles as confidence; the best candidate at or above `least` is the field's value."""

    candidates: Callable[[Document], list[Candidate]]
    score: Callable[[Candidate, Document], float]
    least: float = 0.3

    def ranked(self, document: Document) -> list[tuple[float, Candidate]]:
        """Best first; of equals the one printed first."""
        return [(score, candidate) for score, candidate in self._scored(document) if score >= self.least]

    def best(self, document: Document) -> Field | None:
        ranked = self.ranked(document)
        if not ranked:
            return None
        score, candidate = ranked[0]
        return candidate.field(score - _doubt(ranked))

    def choices(self, document: Document) -> list[Choice]:
        """The best CANDIDATES_KEPT, also such as are too poor to be chosen: a correction may name one of them. What stands
        under the same words on several pages counts once."""
        different: dict[tuple[str, str, str], Choice] = {}
        for score, candidate in self._scored(document):
            different.setdefault((candidate.value, candidate.left, candidate.above), candidate.choice(score))
            if len(different) == CANDIDATES_KEPT:
                break
        return list(different.values())

    def _scored(self, document: Document) -> list[tuple[float, Candidate]]:
        scored = [(self.score(c, document), c) for c in self.candidates(document)]
        return sorted(scored, key=lambda s: -s[0])


def _doubt(ranked: list[tuple[float, Candidate]]) -> float:
    """Another value that scores nearly as high makes the best one less sure."""
    score, candidate = ranked[0]
    rival = next((s for s, c in ranked[1:] if c.value != candidate.value), 0.0)
    return 0.25 * max(0.0, 1 - (score - rival) / 0.2)
