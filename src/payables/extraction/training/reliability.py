"""Confidence against what was right, in tenths, and what each threshold lets through."""

from collections.abc import Sequence
from dataclasses import dataclass

from payables.extraction.ranking.wilson import wilson

Said = tuple[float, bool]  # how sure a value was, and whether it was right

BINS = 10
STEPS = 100  # thresholds of a curve
Z = 1.96  # 95 of 100 such samples have their true share within the whiskers


@dataclass(frozen=True, slots=True)
class Bin:
    """Values whose confidence lies in one tenth: their mean confidence, the share that was right, and between what it may
    lie by chance (Wilson)."""

    count: int
    confidence: float
    right: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Kept:
    """At one threshold: the share of values at or above it, and the share of those that is right; None where none is."""

    threshold: float
    coverage: float
    precision: float | None


def bins(said: Sequence[Said]) -> list[Bin | None]:
    """Of BINS equal tenths of confidence, lowest first; None for an empty one."""
    tenths: list[list[Said]] = [[] for _ in range(BINS)]
    for one in said:
        tenths[min(int(one[0] * BINS), BINS - 1)].append(one)
    return [_bin(inside) if inside else None for inside in tenths]


def curve(said: Sequence[Said], start: float = 0.5) -> list[Kept]:
    """From `start` to 1."""
    return [kept(said, start + (1 - start) * step / STEPS) for step in range(STEPS + 1)]


def kept(said: Sequence[Said], threshold: float) -> Kept:
    above = [right for confidence, right in said if confidence >= threshold]
    precision = sum(above) / len(above) if above else None
    return Kept(threshold, len(above) / len(said) if said else 0.0, precision)


def share_right(said: Sequence[Said]) -> float:
    return sum(right for _, right in said) / len(said)


def _bin(inside: Sequence[Said]) -> Bin:
    n, right = len(inside), sum(right for _, right in inside)
    low, high = max(0.0, wilson(right, n, -Z)), min(1.0, wilson(right, n, Z))
    return Bin(n, sum(c for c, _ in inside) / n, right / n, low, high)
