"""Values of duplicates: what two invoices are compared by, what comes of it, and the pairs that are kept."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """How sure the comparison is."""

    LIKELY = "likely"
    POSSIBLE = "possible"


class Scenario(StrEnum):
    """Which rule speaks: a to e are the documented ones (contract/invoices-and-catalog.md section 9)."""

    SAME = "a"  # number, location, vendor, total, type and date are equal
    ACROSS_LOCATIONS = "b"
    ACROSS_VENDORS = "c"
    REPLACEMENT = "d"  # all but the total
    REUSED_NUMBER = "e"  # another total, and a month or more between the dates
    FUZZY = "fuzzy"


class Answer(StrEnum):
    """What somebody makes of two invoices."""

    KEEP_BOTH = "keep_both"
    DISMISS = "dismiss"
    KEEP_THIS = "keep_this"
    KEEP_OTHER = "keep_other"


class PairStatus(StrEnum):
    """What became of a pair. `resolved`: one of the two was put away or corrected."""

    OPEN = "open"
    KEPT_BOTH = "kept_both"
    DISMISSED = "dismissed"
    RESOLVED = "resolved"


# Somebody has looked at the two as they are: the pair rises again only when one of them changes.
ANSWERED = frozenset({PairStatus.KEPT_BOTH, PairStatus.DISMISSED})


@dataclass(frozen=True, slots=True)
class VendorSign:
    """Who wrote it: a vendor of the master data, or the name that the paper says. `name` is in the form of name_key,
    `shown` as people know it."""

    id: int | None = None
    name: str | None = None
    tax_id: str | None = None
    shown: str | None = None

    @property
    def token(self) -> str | None:
        """Equal for two invoices of one vendor record, or of the same unknown name."""
        return f"id:{self.id}" if self.id is not None else f"name:{self.name}" if self.name else None


@dataclass(frozen=True, slots=True)
class Compared:
    """An invoice as far as it is compared. Invoices of two companies never meet. `location` is its name, as people know it; what
    is compared is the id."""

    invoice: UUID
    company_id: int
    location_id: int
    type: str
    vendor: VendorSign
    number: str | None
    currency: str
    total: Decimal | None
    tax: Decimal | None
    date: date | None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a comparison says; `reasons` are sentences with the two values, of the later invoice first."""

    kind: Kind
    scenario: Scenario
    score: float
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """An earlier invoice that this one doubles."""

    other: UUID
    kind: Kind
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found. `hits`: why this invoice stays back, the strongest and earliest first; `freed`: invoices that
    stayed back because of this one and have to be looked at again."""

    hits: list[Hit]
    freed: list[UUID]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two invoices that were found to be alike. `later` is the one that stays back while the pair is open."""

    one: UUID
    other: UUID
    later: UUID
    company_id: int
    kind: Kind
    scenario: Scenario
    score: float
    reasons: list[str]
    status: PairStatus
    digest: bytes  # of what was compared of both
    found_at: datetime
    resolved_at: datetime | None = None
    resolved_by: int | None = None
    comment: str | None = None

    @property
    def earlier(self) -> UUID:
        return self.one if self.later == self.other else self.other

    @property
    def hit(self) -> Hit:
        return Hit(self.earlier, self.kind, self.scenario)

    def partner(self, invoice: UUID) -> UUID:
        return self.one if invoice == self.other else self.other
