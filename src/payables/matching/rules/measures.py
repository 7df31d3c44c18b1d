"""How much of the unit of the order's line is in one of the invoice's."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from payables.matching.model import BilledLine, OrderedLine
from payables.matching.rules.keys import key_of
from payables.units.model import Conversion, Measured
from payables.units.rules.convert import ratio_of
from payables.units.rules.find_pack import find_pack
from payables.units.rules.pack import parse_pack


def factor(billed: BilledLine, ordered: OrderedLine, conversions: Sequence[Conversion]) -> Fraction | None:
    """Exact; None where the two cannot be compared. What was learned counts for the item as either side calls it."""
    keys = {key_of(billed.sku, billed.name), key_of(ordered.sku, ordered.name)} - {None}
    known = tuple(conversion for conversion in conversions if conversion.item_key in keys)
    return _ratio(billed.unit, billed.pack, ordered.uom, _pack(ordered.name), known)


@lru_cache(maxsize=8192)
def _ratio(
    unit: str | None, pack: str | None, uom: str | None, ordered_pack: str | None, known: tuple[Conversion, ...]
) -> Fraction | None:
    """Goods that are weighed are compared by the average weight that a pack tells, where there is no better way: how far the
    weight may be off is what the tolerance of quantities says."""
    found = ratio_of(Measured(unit, pack), Measured(uom, ordered_pack), known)
    if found is not None:
        return found
    average, ordered_average = _average(pack), _average(ordered_pack)
    if (average, ordered_average) == (pack, ordered_pack):
        return None
    return ratio_of(Measured(unit, average), Measured(uom, ordered_average), known)


def _average(pack: str | None) -> str | None:
    found = parse_pack(pack)
    return str(replace(found, catch_weight=False, most=None)) if found and found.catch_weight else pack


@lru_cache(maxsize=8192)
def _pack(name: str) -> str | None:
    found = find_pack(name)
    return str(found) if found else None
