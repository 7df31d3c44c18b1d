"""A scale from zero that ends at a round number."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from payables.kit.money import round_to

ROUND = (1, 2, 5, 10)
STEPS = 4  # lines above the one of zero, at most


@dataclass(frozen=True, slots=True)
class Scale:
    """`ticks` run from zero to `top`."""

    top: Decimal
    ticks: tuple[Decimal, ...]

    def share(self, value: Decimal) -> Fraction:
        """From 0 to 1; what is beyond the end is at the end."""
        return min(max(Fraction(value) / Fraction(self.top), Fraction(0)), Fraction(1))


def scale_of(values: Sequence[Decimal], least: Decimal = Decimal(1)) -> Scale:
    """For values of zero and more; `least` is how far it goes at any rate."""
    most = max([*values, least])
    step = _step(most / STEPS)
    count = ceil(Fraction(most) / Fraction(step))
    return Scale(step * count, tuple(step * n for n in range(count + 1)))


def placed(share: Fraction, length: int) -> Decimal:
    """The place at this share of a length, with one decimal."""
    return round_to(share * length, 1)


def _step(wanted: Decimal) -> Decimal:
    """The next of 1, 2, 5 times a power of ten."""
    power = Decimal(1).scaleb(wanted.adjusted())
    return next(power * digit for digit in ROUND if power * digit >= wanted)
