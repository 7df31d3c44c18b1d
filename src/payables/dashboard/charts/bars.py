"""Bars that lie beside the rows of a table: below zero to the left of the line of zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from payables.dashboard.charts.scale import placed

WIDTH = 100
THINNEST = Decimal("0.5")  # what is not zero can be seen


@dataclass(frozen=True, slots=True)
class Bar:
    """From `x`, so wide, of WIDTH; `zero` is where the line of zero is."""

    x: Decimal
    width: Decimal
    zero: Decimal
    below: bool


def bars(values: Sequence[Decimal]) -> list[Bar]:
    """One for each value, all on one scale."""
    low, high = min([*values, Decimal(0)]), max([*values, Decimal(0)])
    span = Fraction(high - low) or Fraction(1)
    zero = placed(Fraction(-low) / span, WIDTH)
    return [_bar(value, zero, placed(abs(Fraction(value)) / span, WIDTH)) for value in values]


def _bar(value: Decimal, zero: Decimal, width: Decimal) -> Bar:
    width = max(width, THINNEST) if value else Decimal(0)
    below = value < 0
    return Bar(max(zero - width, Decimal(0)) if below else min(zero, WIDTH - width), width, zero, below)
