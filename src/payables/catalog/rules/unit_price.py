"""What one unit in a pack costs, where the pack says how many there are: 24.99 for 6 CT is 4.17 each."""

from decimal import Decimal
from fractions import Fraction

from payables.kit.money import MAX_DECIMALS, PRICE_DECIMALS, round_to
from payables.units.rules.pack import parse_pack
from payables.units.rules.units import UNITS, Dimension

CENTS = 2
MEANINGFUL = 3  # digits, so that a price of a tenth of a cent does not become none


def unit_price(price: Decimal | None, size: str | None) -> Decimal | None:
    """None where the pack is not known, or is one unit itself. In cents; below a unit of the currency in three digits."""
    units = _units(size)
    if price is None or units is None:
        return None
    each = Fraction(price) / Fraction(units)
    rough = round_to(each, MAX_DECIMALS)  # only to see where its digits begin
    decimals = min(PRICE_DECIMALS, max(CENTS, MEANINGFUL - 1 - rough.adjusted())) if rough else CENTS
    return round_to(each, decimals)


def _units(size: str | None) -> Decimal | None:
    """Pieces where they are counted ("6 CT", a dozen is 12), else inner things if there are several, else the measure of the
    one: 6 of "6/10#", 25 of "25 LB"."""
    pack = parse_pack(size)
    if pack is None or pack.catch_weight:
        return None
    counted = pack.unit is not None and UNITS[pack.unit].dimension is Dimension.COUNT
    units = pack.total if counted else pack.pieces if pack.pieces > 1 else pack.size
    return Decimal(units) if units is not None and units > 1 else None
