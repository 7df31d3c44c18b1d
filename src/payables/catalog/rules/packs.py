"""How a line's unit stands to the pack in which the catalog counts its entry."""

from collections.abc import Sequence
from decimal import Decimal

from payables.catalog.model import Candidate, Line
from payables.units.model import Conversion, Measured
from payables.units.rules.convert import convert
from payables.units.rules.pack import parse_pack
from payables.units.rules.units import read_unit

_PIECES = ("EA", "PC", "DZ")
_DOZEN = 12


def packs_of(line: Line, entry: Candidate, learned: Sequence[Conversion]) -> tuple[Decimal | None, Decimal | None]:
    """How many of the line's unit make one pack of the entry, and how many units the pack holds; None where that is not known.
    A line without a unit is billed by the pack."""
    billed = Measured(line.unit, line.pack)
    return convert(_pack_of(entry), billed, learned), units_in(entry)


def units_in(entry: Candidate) -> Decimal | None:
    """ "6/10#" holds six, "12.0/16 OZ" twelve, "6 CT" six, "40 LB" one. None where the size cannot be read or is not told."""
    pack = parse_pack(entry.size)
    if pack is None:
        return None
    if pack.counts or pack.size is None or pack.unit not in _PIECES:
        return Decimal(pack.pieces)
    return pack.size * (_DOZEN if pack.unit == "DZ" else 1)


def is_by_unit(line: Line, entry: Candidate) -> bool:
    """Whether the line counts single pieces, and the entry packs of them."""
    billed, packed = read_unit(line.unit), read_unit(entry.uom)
    return billed is not None and billed.code in _PIECES and (packed is None or packed.code not in _PIECES)


def _pack_of(entry: Candidate) -> Measured:
    """An entry without a unit is priced by its pack, if it tells one (contract section 7.2: price of the pack)."""
    return Measured(entry.uom or ("CS" if entry.size else None), entry.size)
