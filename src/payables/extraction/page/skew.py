"""Skewed scans and photos: boxes turned so that lines of print lie level."""

from collections.abc import Sequence
from statistics import median

from payables.extraction.page.model import Word

LEAST = 0.004  # slope below which rows do not mix: two millimetres over the width of A4


def slope_of(words: Sequence[Word]) -> float:
    """The common slope of the words' lines; 0 where it is little, or where too few words tell."""
    slopes = [w.slope for w in words if len(w.text) > 2]
    slope = median(slopes) if len(slopes) >= 5 else 0.0
    return slope if abs(slope) >= LEAST else 0.0


def straighten(words: Sequence[Word], slope: float, axis: float) -> list[Word]:
    """The words moved up or down by that slope around the axis, a place across; sizes stay."""
    return [_levelled(w, slope, axis) for w in words] if slope else list(words)


def leaning(slope: float, axis: float) -> list[list[float]]:
    """The matrix (3 x 3) that takes places of straightened words to where they were."""
    return [[1.0, 0.0, 0.0], [slope, 1.0, -slope * axis], [0.0, 0.0, 1.0]]


def _levelled(word: Word, slope: float, axis: float) -> Word:
    """Sheared back: exact in height, and for the few degrees of a scan near enough in width."""
    rise = slope * ((word.x0 + word.x1) / 2 - axis)
    half = max((word.y1 - word.y0) - abs(slope) * (word.x1 - word.x0), 1.0) / 2
    middle = (word.y0 + word.y1) / 2 - rise
    return Word(word.text, word.x0, middle - half, word.x1, middle + half, word.confidence)
