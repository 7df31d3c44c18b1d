"""How many of one unit make another: by the factors that hold everywhere, by what a pack says, and by what was learned.

Nothing is guessed: where no way leads from one to the other, or two ways say different things, the answer is None and the line is
held. Sources of doubt that are decided here are listed in docs/units.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from payables.units.model import Conversion, Measured
from payables.units.rules.pack import Pack, parse_pack
from payables.units.rules.units import UNITS, Dimension, fold, is_container, normal_unit
from payables.units.rules.vocabulary import CASES, SEVERAL

MOST_KNOWN = 50
"""Conversions of one item that are looked at; of more nobody knows any more what holds."""

_HOPS = 5
_AGREE = Fraction(1, 200)  # of two ways: labels round ("60 LB" and "27.2 KG")
_DIGITS = Context(prec=18)
_CASE_HOLDS = {Dimension.MASS: Decimal(4000), Dimension.VOLUME: Decimal(4000)}
"""From which size on, in grams or millilitres, a case with a lone size holds just one of them: "40 LB", but not "12 OZ"."""


def convert(from_: Measured, to: Measured, known: Sequence[Conversion]) -> Decimal | None:
    """How many `to` one `from_` is, with 18 significant digits; None where that is not known.

    `known` are the conversions of this one item of the vendor. Sums of many should use convert_quantity, which rounds once.
    """
    ratio = ratio_of(from_, to, known)
    return None if ratio is None else _DIGITS.divide(Decimal(ratio.numerator), Decimal(ratio.denominator))


def convert_quantity(
    quantity: Decimal, from_: Measured, to: Measured, known: Sequence[Conversion], places: int = 6
) -> Decimal | None:
    """A quantity of `from_` in `to`, exact and then rounded once (half to even) to so many places: 120 LB of "6/10#" are 2 CS."""
    ratio = ratio_of(from_, to, known)
    if ratio is None:
        return None
    exact = Fraction(quantity) * ratio
    rounded = Decimal(round(exact * 10**places)).scaleb(-places)
    return rounded.normalize() if rounded == rounded.to_integral_value() and rounded.adjusted() < 15 else rounded


def ratio_of(from_: Measured, to: Measured, known: Sequence[Conversion]) -> Fraction | None:
    """As convert, exact."""
    one, other = _side(from_), _side(to)
    if one.unit is None or other.unit is None:
        return _unsaid(one, other)
    alike = _alike(one, other)
    if one.unit == other.unit and (alike or _is_fixed(one.unit)):
        return Fraction(1)
    return _ratio(one, other, known if alike and len(known) <= MOST_KNOWN else (), alike)


@dataclass(frozen=True, slots=True)
class _Side:
    """`text` is a pack that is written but cannot be read."""

    unit: str | None
    pack: Pack | None
    text: str


def _side(measured: Measured) -> _Side:
    unit = normal_unit(measured.unit) if measured.unit and measured.unit.strip() else None
    pack, text = _read(measured.pack), fold(measured.pack) if measured.pack else ""
    if unit and unit not in UNITS and (said := parse_pack(measured.unit)):
        # "BX/100", "25LB BAG": the unit says its pack itself
        named = said.whole or (said.inner if not said.counts else None)
        if named:
            return _Side(named, pack or said, text)
    return _Side(unit or None, pack, text)


def _read(text: str | None) -> Pack | None:
    """A bare "EA" beside a case says how it is billed, and not that one is in it."""
    return (
        parse_pack(text) if text and any(character.isdecimal() or character.isnumeric() for character in text) else None
    )


def _unsaid(one: _Side, other: _Side) -> Fraction | None:
    """A unit that is left out is that of the other side. Only where its own side names a pack, and the other's unit is not what
    the pack tells of, it may count something else."""
    if not _alike(one, other):
        return None
    silent, saying = (one, other) if one.unit is None else (other, one)
    if saying.unit is None or not silent.text or saying.text:
        return Fraction(1)
    return Fraction(1) if silent.pack and _is_whole(saying.unit, silent.pack) else None


def _alike(one: _Side, other: _Side) -> bool:
    """Nothing says that the two have different packs."""
    if one.pack and other.pack:
        return _content(one.pack) == _content(other.pack) and all(
            mine is None or its is None or mine == its
            for mine, its in ((one.pack.inner, other.pack.inner), (one.pack.whole, other.pack.whole))
        )
    return not (one.text and other.text) or one.text == other.text


def _content(pack: Pack) -> tuple[object, ...]:
    if pack.size is None or pack.unit is None:
        return (pack.pieces, pack.can)
    unit = UNITS[pack.unit]
    most = pack.most * unit.factor if pack.most is not None else None
    counts = tuple(count for count in pack.counts if count > 1)
    return (counts, pack.size * unit.factor, unit.dimension, most, pack.catch_weight)


def _is_fixed(code: str) -> bool:
    unit = UNITS.get(code)
    return unit is not None and not is_container(code) and code != "EA"


_Edge = tuple[str, str, Fraction]
"""One of the first node is so many of the second. A node is a dimension, counted in its base unit, a container, EA, or what is
inside of a pack; where the two sides have different packs, those of each bear its mark, and only measures are shared."""


def _ratio(one: _Side, other: _Side, known: Sequence[Conversion], alike: bool) -> Fraction | None:
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


def _marks(one: _Side, other: _Side, alike: bool) -> tuple[_Mark, _Mark]:
    """Pieces of two packs are the same pieces if the packs tell of nothing but pieces."""
    if alike:
        return _Mark(), _Mark()
    shared = all(side.pack is not None and _counts_only(side.pack) for side in (one, other))
    return _Mark("<", "" if shared else "<"), _Mark(">", "" if shared else ">")


def _counts_only(pack: Pack) -> bool:
    return not pack.can and (pack.size is None or UNITS[pack.unit or ""].dimension is Dimension.COUNT)


def _said(side: _Side, beside: _Side, mark: _Mark, alike: bool) -> Iterator[_Edge]:
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


def _whole_of(side: _Side, beside: _Side, pack: Pack, alike: bool) -> str | None:
    """What the pack tells of: the container of its own side, or that of the other where it has no pack. An each with the size of
    one thing ("12 OZ") is that thing."""
    own, theirs = side.unit or "", beside.unit or ""
    if own == "EA" and not pack.counts and not _counts_only(pack) and not is_container(theirs):
        return own
    if is_container(own) and own != pack.inner:
        return own if _is_whole(own, pack) else None
    return theirs if alike and not beside.pack and _is_whole(theirs, pack) else None


def _is_whole(container: str, pack: Pack) -> bool:
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
        abs(found[one] * factor - found[other]) <= _AGREE * found[other]
        for one, other, factor in edges
        if one in found and other in found
    )
    return found if agree else None
