"""How a line's unit stands to the pack in which the catalog counts its entry."""

from collections.abc import Sequence
from decimal import Decimal

from payables.catalog.model import Candidate, Line
from payables.units.model import Conversion, Measured
from payables.units.rules.convert import convert
from payables.units.rules.units_in import units_in


def packs_of(line: Line, entry: Candidate, learned: Sequence[Conversion]) -> tuple[Decimal | None, Decimal | None]:
    """How many of the line's unit make one pack of the entry, and how many units the pack holds; None where that is not known.
    A line without a unit is billed by the pack."""
    return convert(_pack_of(entry), Measured(line.unit, line.pack), learned), units_in(entry.size)


def _pack_of(entry: Candidate) -> Measured:
    """An entry without a unit is priced by its pack, if it tells one (contract section 7.2: price of the pack)."""
    return Measured(entry.uom or ("CS" if entry.size else None), entry.size)
