"""How many of one unit make another: by the factors that hold everywhere, by what a pack says, and by what was learned.

Nothing is guessed: where no way leads from one to the other, or two ways say different things, the answer is None and the line is
held. What is in doubt and decided is listed in docs/units.md.
"""

from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction

from payables.kit.money import round_to
from payables.units.model import Conversion, Measured
from payables.units.rules.sides import Side, are_alike, in_one_sense, side_of
from payables.units.rules.units import UNITS, is_container
from payables.units.rules.ways import is_whole, ratio_between

MOST_KNOWN = 50
"""Conversions of one item that are looked at; of more nobody knows any more what holds."""

# A factor is no amount: it is cut to so many digits, wherever its dot is.
_DIGITS = Context(prec=18)


def convert(from_: Measured, to: Measured, known: Sequence[Conversion]) -> Decimal | None:
    """How many `to` one `from_` is, with 18 significant digits; None where that is not known.

    `known` are the conversions of this one item of the vendor. A quantity should use convert_quantity, which rounds once.
    """
    ratio = ratio_of(from_, to, known)
    return None if ratio is None else _DIGITS.divide(Decimal(ratio.numerator), Decimal(ratio.denominator))


def convert_quantity(
    quantity: Decimal, from_: Measured, to: Measured, known: Sequence[Conversion], places: int = 6
) -> Decimal | None:
    """A quantity of `from_` in `to`, exact and then rounded once to so many places: 120 LB of "6/10#" are 2 CS."""
    ratio = ratio_of(from_, to, known)
    return None if ratio is None else round_to(Fraction(quantity) * ratio, places)


def ratio_of(from_: Measured, to: Measured, known: Sequence[Conversion]) -> Fraction | None:
    """As convert, exact."""
    one, other = in_one_sense(side_of(from_), side_of(to))
    if one.unit is None or other.unit is None:
        return _unsaid(one, other)
    alike = are_alike(one, other)
    if one.unit == other.unit and (alike or _is_fixed(one.unit)):
        return Fraction(1)
    told = known if alike and len(known) <= MOST_KNOWN else ()
    found = ratio_between(one, other, told, alike)
    if found is None or not told:
        return found
    # What contradicts itself may show on the way back alone
    back = ratio_between(other, one, told, alike)
    return found if back is not None and found * back == 1 else None


def _unsaid(one: Side, other: Side) -> Fraction | None:
    """A unit that is left out is that of the other side. Only where its own side names a pack, and the other's unit is not what
    the pack tells of, it may count something else."""
    if not are_alike(one, other):
        return None
    silent, saying = (one, other) if one.unit is None else (other, one)
    if saying.unit is None or not silent.text or saying.text:
        return Fraction(1)
    return Fraction(1) if silent.pack and is_whole(saying.unit, silent.pack) else None


def _is_fixed(code: str) -> bool:
    """Whatever a pack says, a pound is a pound."""
    unit = UNITS.get(code)
    return unit is not None and not is_container(code) and code != "EA"
