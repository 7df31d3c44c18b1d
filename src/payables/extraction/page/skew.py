"""Skewed scans and photos: boxes turned so that lines of print lie level."""

from statistics import median

from payables.extraction.page.model import Word

LEAST = 0.004  # slope below which rows do not mix: two millimetres over the width of A4


def straighten(words: list[Word]) -> list[Word]:
    """The words with their middles moved by the common slope of their lines; sizes stay."""
    slopes = [w.slope for w in words if len(w.text) > 2]
    slope = median(slopes) if len(slopes) >= 5 else 0.0
    if abs(slope) < LEAST:
        return words
    return [_levelled(w, slope) for w in words]


def _levelled(word: Word, slope: float) -> Word:
    """Sheared back: exact in height, and for the few degrees of a scan near enough in width."""
    rise = slope * (word.x0 + word.x1) / 2
    half = max((word.y1 - word.y0) - abs(slope) * (word.x1 - word.x0), 1.0) / 2
    middle = (word.y0 + word.y1) / 2 - rise
    return Word(word.text, word.x0, middle - half, word.x1, middle + half, word.confidence)
