"""How well the words beside a value name it."""

import re
from functools import lru_cache

from payables.extraction.fields.candidates.model import Candidate

FADES = 34  # characters between a label and its value at which it no longer counts
ABOVE = 0.88  # a label over the value is a little weaker than one before it
REMEMBERED = 4096  # texts of which each table remembers what it said: the same words stand beside many values
_ANY_FIGURE = str.maketrans("123456789", "000000000")


class Labels:
    """Patterns over plain text with their weights (0..1), strongest first. None tells one figure from another, so that what
    one text said holds for every text that differs in its figures alone."""

    def __init__(self, patterns: tuple[tuple[re.Pattern[str], float], ...]) -> None:
        self.patterns = patterns
        self._before_once = lru_cache(REMEMBERED)(self._before)
        self._over_once = lru_cache(REMEMBERED)(self._over)

    def before(self, text: str) -> float:
        """The best weight of a label in the text, less with its distance from the text's end."""
        return self._before_once(text.translate(_ANY_FIGURE)) if text else 0.0

    def over(self, text: str) -> float:
        """The best weight of a label that makes up most of the cell."""
        return self._over_once(text.translate(_ANY_FIGURE)) if text else 0.0

    def near(self, candidate: Candidate) -> float:
        return max(self.before(candidate.left), ABOVE * self.over(candidate.above))

    def _before(self, text: str) -> float:
        best = 0.0
        for pattern, weight in self.patterns:
            for match in pattern.finditer(text):
                gap = text[match.end() :].strip(" .:#-")
                fade = max(0.0, 1 - len(gap) / FADES) * (0.6 if re.search(r"\d", gap) else 1.0)
                best = max(best, weight * fade)
        return best

    def _over(self, text: str) -> float:
        best = 0.0
        for pattern, weight in self.patterns:
            if match := pattern.search(text):
                rest = len(text) - (match.end() - match.start())
                best = max(best, weight * max(0.0, 1 - rest / FADES))
        return best


def labels(*weighted: tuple[str, float]) -> Labels:
    return Labels(tuple((re.compile(pattern), weight) for pattern, weight in weighted))
