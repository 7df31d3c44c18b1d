"""The ways from one unit to another: what packs say, what was learned, and the factors that hold everywhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from payables.units.model import Conversion
from payables.units.rules.pack import Pack
from payables.units.rules.sides import Side
from payables.units.rules.units import UNITS, Dimension, is_container
from payables.units.rules.vocabulary import CASES, SEVERAL

AGREE = Decimal("0.005")
"""By how much two ways may differ, as a share: labels round ("60 LB" and "27.2 KG")."""

_HOPS = 5
_CASE_HOLDS = {Dimension.MASS: Decimal(4000), Dimension.VOLUME: Decimal(4000)}
"""From which size on, in grams or millilitres, a case with a lone size holds just one of them: "40 LB", but not "12 OZ"."""

_Edge = tuple[str, str, Fraction]
"""One of the first node is so many of the second. A node is a dimension, counted in its base unit, a container, EA, or what is
inside of a pack; where the two sides have different packs, those of each bear its mark, and only measures are shared."""


def ratio_between(one: Side, other: Side, known: Sequence[Conversion], alike: bool) -> Fraction | None:
    """The shortest way through what is known, if every other way agrees with it."""
    mine, its = _marks(one, other, alike)
    edges = [*_said(one, other, mine, alike), *_said(other, one, its, alike), *map(_learned, known)]
    if not any(side.pack and _holds_packs(side.pack) for side in (one, other)):
        edges += [(f"EA{mark.each}", f"count{mark.count}", Fraction(1)) for mark in {mine, its}]
    start, size = _place(one.unit or "", mine)
    goal, goal_size = _place(other.unit or "", its)
    found = _walk(start, edges)
    return found[goal] * size / goal_size if found and goal in found else None


@dataclass(frozen=True, slots=True)
class _Mark:
    each: str = ""
    count: str = ""


def _marks(one: Side, other: Side, alike: bool) -> tuple[_Mark, _Mark]:
    """Pieces of two packs are the same pieces if the packs tell of nothing but pieces."""
    if alike:
        return _Mark(), _Mark()
    shared = all(side.pack is not None and _counts_only(side.pack) for side in (one, other))
    return _Mark("<", "" if shared else "<"), _Mark(">", "" if shared else ">")


def _counts_only(pack: Pack) -> bool:
    return not pack.can and (pack.size is None or UNITS[pack.unit or ""].dimension is Dimension.COUNT)


def _said(side: Side, beside: Side, mark: _Mark, alike: bool) -> Iterator[_Edge]:
    """What the pack of a side says."""
    pack = side.pack
    if pack is None:
        return
    inside = f"inside{mark.each}"
    if whole := _whole_of(side, beside, pack, alike):
        yield f"{whole}{mark.each}", inside, Fraction(pack.pieces)
    inner = "CN" if pack.can else pack.inner
    if inner:
        yield f"{inner}{mark.each}", inside, Fraction(1)
    if _each_is_inside(pack):
        yield f"EA{mark.each}", inside, Fraction(1)
    elif pack.counts and (pack.size is None or not _counts_only(pack)):
        yield inside, f"count{mark.count}", Fraction(1)
    if pack.size is not None and pack.unit and not pack.catch_weight:
        node, factor = _place(pack.unit, mark)
        yield inside, node, Fraction(pack.size) * factor


def _whole_of(side: Side, beside: Side, pack: Pack, alike: bool) -> str | None:
    """What the pack tells of: the container of its own side, or that of the other where it has no pack. An each with the size of
    one thing ("12 OZ") is that thing."""
    own, theirs = side.unit or "", beside.unit or ""
    if own == "EA" and not pack.counts and not _counts_only(pack) and not is_container(theirs):
        return own
    if is_container(own) and own != pack.inner:
        return own if is_whole(own, pack) else None
    return theirs if alike and not beside.pack and is_whole(theirs, pack) else None


def is_whole(container: str, pack: Pack) -> bool:
    if pack.whole or container == pack.inner or not is_container(container) or container == "PLT":
        return pack.whole == container
    if not pack.counts:
        return _is_single(container, pack)
    if pack.pieces == 1:
        return True
    # any other container may as well be one of the things inside
    return container in (SEVERAL if pack.size is None and not pack.can else CASES)


def _is_single(container: str, pack: Pack) -> bool:
    """Is "40 LB" all that is in it? "25 LB BAG" tells of the bag, and a case with "12 OZ" is one of several of them."""
    if pack.inner or pack.can or pack.size is None or pack.unit is None:
        return False
    unit = UNITS[pack.unit]
    least = _CASE_HOLDS.get(unit.dimension, Decimal(0))
    return container not in CASES or pack.size * unit.factor >= least


def _each_is_inside(pack: Pack) -> bool:
    """Each is one of what is inside. Of "10/100 CT" it may be one of the ten or of the thousand, and of "8/6/3 OZ" too."""
    if len(pack.counts) != 1:
        return False
    return pack.size is None or not _counts_only(pack) or _is_one_piece(pack)


def _holds_packs(pack: Pack) -> bool:
    """Are there pieces within pieces, so that an each need not be a piece?"""
    if len(pack.counts) > 1:
        return True
    if pack.size is None or pack.pieces == 1 or not _counts_only(pack) or pack.unit == "EA":
        return False
    return not _is_one_piece(pack)


def _is_one_piece(pack: Pack) -> bool:
    return pack.size is not None and pack.size * UNITS[pack.unit or ""].factor == 1


def _place(code: str, mark: _Mark) -> tuple[str, Fraction]:
    """The node of a unit, and how many of it one of the unit is."""
    unit = UNITS.get(code)
    if unit is None or unit.dimension is Dimension.OTHER or code == "EA":
        return f"{code}{mark.each}", Fraction(1)
    shared = "" if unit.dimension is not Dimension.COUNT else mark.count
    return f"{unit.dimension}{shared}", Fraction(unit.factor)


def _learned(conversion: Conversion) -> _Edge:
    one, size = _place(conversion.from_unit, _Mark())
    other, other_size = _place(conversion.to_unit, _Mark())
    return one, other, Fraction(conversion.factor) * other_size / size


def _walk(start: str, edges: Sequence[_Edge]) -> dict[str, Fraction] | None:
    """How many of each node one of the first is, by the shortest way; None where another way says otherwise."""
    ways = [*edges, *((other, one, 1 / factor) for one, other, factor in edges)]
    found = {start: Fraction(1)}
    for _ in range(_HOPS):
        before = dict(found)
        for one, other, factor in ways:
            if one in before:
                found.setdefault(other, before[one] * factor)
        if len(found) == len(before):
            break
    agree = all(
        abs(found[one] * factor - found[other]) <= Fraction(AGREE) * found[other]
        for one, other, factor in edges
        if one in found and other in found
    )
    return found if agree else None
