"""Columns over weeks or months, one or several beside each other for each step."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from payables.dashboard.charts.scale import Scale, placed, scale_of

WIDTH, HEIGHT = 960, 220
LEFT, TOP, BOTTOM = 44, 12, 26  # for the numbers of the scale, and for the days below
MOST_NAMES = 9  # that fit below
HALF_A_NAME = 40  # so that the last one is not cut


@dataclass(frozen=True, slots=True)
class Column:
    """Of one series: where it stands, from the upper left."""

    series: int
    x: Decimal
    y: Decimal
    width: Decimal
    height: Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """`x` and `width` of all that belongs to a step, as high as the chart; `named` says whether its name fits below."""

    x: Decimal
    width: Decimal
    middle: Decimal
    named: bool
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale."""

    value: Decimal
    y: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """All that a template needs; the columns end at `base`."""

    ticks: tuple[Tick, ...]
    steps: tuple[Step, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    top: int = TOP
    base: int = HEIGHT - BOTTOM


def columns(steps: Sequence[Sequence[Decimal | None]], scale: Scale | None = None) -> Chart:
    """Values by step and series; None is no column. Without a scale, one that fits them."""
    scale = scale or scale_of([value for step in steps for value in step if value is not None])
    width = Fraction(WIDTH - LEFT, max(len(steps), 1))
    every = -(-len(steps) // MOST_NAMES) or 1
    drawn = tuple(_step(n, values, width, scale, named=n % every == 0) for n, values in enumerate(steps))
    return Chart(tuple(Tick(value, _y(scale.share(value))) for value in scale.ticks), drawn)


def _step(place: int, values: Sequence[Decimal | None], width: Fraction, scale: Scale, *, named: bool) -> Step:
    x = LEFT + place * width
    each = width * Fraction(7, 10) / max(len(values), 1)
    first = x + width * Fraction(15, 100)
    found = tuple(
        _column(n, first + n * each, each, scale.share(value)) for n, value in enumerate(values) if value is not None
    )
    middle = min(x + width / 2, Fraction(WIDTH - HALF_A_NAME)) if named else x + width / 2
    return Step(placed(x, 1), placed(width, 1), placed(middle, 1), named, found)


def _column(series: int, x: Fraction, width: Fraction, share: Fraction) -> Column:
    y = _y(share)
    return Column(series, placed(x, 1), y, placed(width * Fraction(9, 10), 1), HEIGHT - BOTTOM - y)


def _y(share: Fraction) -> Decimal:
    """From the top."""
    return placed(1 - share, HEIGHT - TOP - BOTTOM) + TOP
