"""Values of units of measure."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Measured:
    """How a quantity is counted on a document: its unit as written ("CS", "LB", "Case (C)"), and what else says how much is in
    one of it, as written ("6/10#", "12.0/16 OZ"). Both may be missing."""

    unit: str | None = None
    pack: str | None = None


@dataclass(frozen=True, slots=True)
class Conversion:
    """Learned for one item of a vendor: one `from_unit` is `factor` of `to_unit`. Units are in the form of rules/units.py."""

    item_key: str
    from_unit: str
    to_unit: str
    factor: Decimal
