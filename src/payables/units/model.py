"""Values of units of measure."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class Source(StrEnum):
    """Where a conversion comes from. What a person says is replaced by a person only."""

    PERSON = "person"
    LEARNED = "learned"  # from a line that somebody paired by hand
    CATALOG = "catalog"


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


@dataclass(frozen=True, slots=True)
class Learned:
    """A conversion as it is kept: of which vendor's item, as it was named then, and who said so."""

    id: UUID
    company_id: int
    vendor_id: int
    conversion: Conversion
    sku: str | None
    item_name: str | None
    source: Source
    created_at: datetime
    created_by: int | None
