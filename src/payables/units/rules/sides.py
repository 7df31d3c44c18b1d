"""What the two sides of a conversion say of how they count."""

from dataclasses import dataclass, replace

from payables.units.model import Measured
from payables.units.rules.pack import Pack, parse_pack
from payables.units.rules.units import UNITS, fold, normal_unit


@dataclass(frozen=True, slots=True)
class Side:
    """`unit` in the form of units.py; `text` is the pack as written, folded, also where it cannot be read."""

    unit: str | None
    pack: Pack | None
    text: str


def side_of(measured: Measured) -> Side:
    unit = normal_unit(measured.unit) or None if measured.unit else None
    # a bare "EA" beside a case says how it is billed, and not that one is in it
    text = fold(measured.pack) if any(character.isnumeric() for character in measured.pack or "") else ""
    pack = parse_pack(measured.pack) if text else None
    if unit and unit not in UNITS and (said := parse_pack(measured.unit)):
        # "BX/100", "25LB BAG": the unit says its pack itself
        named = said.whole or (said.inner if not said.counts else None)
        if named:
            return Side(named, pack or said, text or unit)
    return Side(unit, pack, text)


def in_one_sense(one: Side, other: Side) -> tuple[Side, Side]:
    """ "24/12 OZ" beside "24/12 FL OZ" was meant fluid too."""
    return _fluid(one, other), _fluid(other, one)


def are_alike(one: Side, other: Side) -> bool:
    """Nothing says that the two have different packs."""
    if one.pack and other.pack:
        return _content(one.pack) == _content(other.pack) and all(
            mine is None or its is None or mine == its
            for mine, its in ((one.pack.inner, other.pack.inner), (one.pack.whole, other.pack.whole))
        )
    return not (one.text and other.text) or one.text == other.text


def _fluid(one: Side, other: Side) -> Side:
    if one.pack is None or other.pack is None or (one.pack.unit, other.pack.unit) != ("OZ", "FLOZ"):
        return one
    same = (one.pack.counts, one.pack.size) == (other.pack.counts, other.pack.size)
    return replace(one, pack=replace(one.pack, unit="FLOZ")) if same else one


def _content(pack: Pack) -> tuple[object, ...]:
    if pack.size is None or pack.unit is None:
        return (pack.pieces, pack.can)
    unit = UNITS[pack.unit]
    most = pack.most * unit.factor if pack.most is not None else None
    counts = tuple(count for count in pack.counts if count > 1)
    return (counts, pack.size * unit.factor, unit.dimension, most, pack.catch_weight)
