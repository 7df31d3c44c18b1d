"""How much of a delivery counts, in the unit of the order's line. What cannot be converted is not guessed."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from payables.units.model import Conversion, Measured
from payables.units.rules.convert import convert_quantity
from payables.units.rules.find_pack import find_pack
from payables.units.rules.units import normal_unit

# Finer than a quantity: thirds of a case are to be a whole one again when their sum is rounded to six decimals.
FINEST = 12


def is_same_unit(received: str | None, ordered: str | None) -> bool:
    """A unit that is left out is that of the order."""
    return not received or not ordered or normal_unit(received) == normal_unit(ordered)


def counted(
    quantity: Decimal, received: str | None, ordered: str | None, name: str, known: Sequence[Conversion]
) -> Decimal | None:
    """`received` and `ordered` are units as they are written, `name` is that of the order's line, which often says how much
    a case holds. None where one cannot be made of the other."""
    if not quantity or is_same_unit(received, ordered):
        return quantity
    pack = _pack(name)
    return convert_quantity(quantity, Measured(received, pack), Measured(ordered, pack), known, FINEST)


def by_item(conversions: Sequence[Conversion]) -> Mapping[str, list[Conversion]]:
    """Conversions that were learned, by the key of the item that they hold for."""
    found: dict[str, list[Conversion]] = {}
    for one in conversions:
        found.setdefault(one.item_key, []).append(one)
    return found


@lru_cache(maxsize=4096)
def _pack(name: str) -> str | None:
    found = find_pack(name)
    return str(found) if found else None
