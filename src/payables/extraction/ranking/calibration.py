"""From a ranker's score to the probability that the value is right: a logistic curve over the score and its lead."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WIDE = 8.0  # a lead over the rivals by more tells nothing more


@dataclass(frozen=True)
class Calibration:
    """Probability = logistic(offset + slope · score + lead · (score - the rivals' scores together)), at most `ceiling`."""

    offset: float
    slope: float
    lead: float
    ceiling: float

    def probabilities(self, scores: NDArray[np.float64], leads: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.minimum(logistic(self.log_odds(scores, leads)), self.ceiling)

    def log_odds(self, scores: NDArray[np.float64], leads: NDArray[np.float64]) -> NDArray[np.float64]:
        """Of that probability, without the ceiling."""
        return self.offset + self.slope * scores + self.lead * leads


def leads(scores: NDArray[np.float64], values: list[str]) -> NDArray[np.float64]:
    """How far each candidate of a paper is ahead (log-odds) of all candidates of another value together."""
    best: dict[str, float] = {}
    for value, score in zip(values, scores, strict=True):
        best[value] = max(best.get(value, -np.inf), float(score))
    return np.array(
        [_lead(float(s), [r for o, r in best.items() if o != v]) for s, v in zip(scores, values, strict=True)]
    )


def logistic(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-np.clip(x, -500, 500)))


def _lead(score: float, rivals: list[float]) -> float:
    together = float(np.logaddexp.reduce(rivals)) if rivals else -WIDE
    return min(WIDE, max(-WIDE, score - together))
