"""What one unit in a pack costs, where the pack says how many there are: 24.99 for 6 CT is 4.17 each."""

from decimal import ROUND_HALF_UP, Context, Decimal

from payables.units.rules.pack import parse_pack
from payables.units.rules.units import UNITS, Dimension

CENTS = 2
MOST_DECIMALS = 6
MEANINGFUL = 3  # digits, so that a price of a tenth of a cent does not become none

_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


def unit_price(price: Decimal | None, size: str | None) -> Decimal | None:
    """None where the pack is not known, or is one unit itself. In cents; below a unit of the currency in three digits."""
    units = _units(size)
    if price is None or units is None:
        return None
    found = _EXACT.divide(price, units)
    decimals = min(MOST_DECIMALS, max(CENTS, MEANINGFUL - 1 - found.adjusted())) if found else CENTS
    return found.quantize(Decimal(1).scaleb(-decimals), context=_EXACT)


def _units(size: str | None) -> Decimal | None:
    """Pieces where they are counted ("6 CT", a dozen is 12), else inner things if there are several, else the measure of the
    one: 6 of "6/10#", 25 of "25 LB"."""
    pack = parse_pack(size)
    if pack is None or pack.catch_weight:
        return None
    counted = pack.unit is not None and UNITS[pack.unit].dimension is Dimension.COUNT
    units = pack.total if counted else pack.pieces if pack.pieces > 1 else pack.size
    return Decimal(units) if units is not None and units > 1 else None
