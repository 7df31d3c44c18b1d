"""How far a share may be off by chance."""

from math import sqrt


def wilson(right: int, of: int, deviations: float) -> float:
    """The bound of Wilson's interval so many standard deviations above the share `right` / `of`, or below where they are
    negative; `of` is at least 1."""
    share, square = right / of, deviations * deviations
    spread = deviations * sqrt((share * (1 - share) + square / (4 * of)) / of)
    return (share + square / (2 * of) + spread) / (1 + square / of)
