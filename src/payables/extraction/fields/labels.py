"""How well the words beside a value name it."""

import re
from functools import lru_cache

from payables.extraction.fields.candidates.model import Candidate

FADES = 34  # characters between a label and its value at which it no longer counts
ABOVE = 0.88  # a label over the value is a little weaker than one before it
REMEMBERED = 4096  # texts of which each table remembers what it said: the same words stand beside many values


class Labels:
    """Patterns over plain text with their weights (0..1), strongest first."""

    def __init__(self, patterns: tuple[tuple[re.Pattern[str], float], ...]) -> None:
        self.patterns = patterns
        self.before = lru_cache(REMEMBERED)(self._before)
        self.over = lru_cache(REMEMBERED)(self._over)

    def near(self, candidate: Candidate) -> float:
        return max(self.before(candidate.left), ABOVE * self.over(candidate.above))

    def _before(self, text: str) -> float:
        """The best weight of a label in the text, less with its distance from the text's end."""
        best = 0.0
        if not text:
            return best
        for pattern, weight in self.patterns:
            for match in pattern.finditer(text):
                gap = text[match.end() :].strip(" .:#-")
                fade = max(0.0, 1 - len(gap) / FADES) * (0.6 if re.search(r"\d", gap) else 1.0)
                best = max(best, weight * fade)
        return best

    def _over(self, text: str) -> float:
        """The best weight of a label that makes up most of the cell."""
        best = 0.0
        for pattern, weight in self.patterns:
            if match := pattern.search(text):
                rest = len(text) - (match.end() - match.start())
                best = max(best, weight * max(0.0, 1 - rest / FADES))
        return best


def labels(*weighted: tuple[str, float]) -> Labels:
    return Labels(tuple((re.compile(pattern), weight) for pattern, weight in weighted))
