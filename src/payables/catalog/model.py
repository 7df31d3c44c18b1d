"""Values of the catalog: entries, and what was agreed on their prices (contract/invoices-and-catalog.md section 7).

Prices and amounts are per pack, as an entry's `size` says it; `unit_price` and `unit_allowance` are per unit in the pack.
They are in the currency of the company. An `end` is the last day that counts; None has no end.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any
from uuid import UUID

from payables.kit.ids import parse_int_id

ENTRY_PREFIX = "cte_"


class Target(IntEnum):
    """Where a price or an allowance holds; the codes are those of the contract. The larger the more specific."""

    COMPANY = 10
    LOCATION_GROUP = 15
    LOCATION = 20

    @property
    def word(self) -> str:
        """company, location_group or location."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Place:
    """A target with what belongs to it: a group, a location or neither."""

    target: Target = Target.COMPANY
    group_id: int | None = None
    location_id: int | None = None


EVERYWHERE = Place()


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of one vendor and one company. `dimensions` are as they were sent; `key_given` says that `unique_key` was not
    computed from the other fields (rules/unique_key.py)."""

    id: int
    company_id: int
    vendor_id: int
    erp_vendor_id: str
    erp_vendor_name: str | None
    item_name: str
    original_description: str | None
    reference_id: str | None
    sku: str | None
    upc: str | None
    buying_format: str | None
    size: str | None
    uom: str | None
    price: Decimal | None
    unit_price: Decimal | None
    last_purchased_price: Decimal | None
    last_purchased_on: date | None
    is_split_case: bool
    authorized_vendor: bool | None
    unique_key: str
    key_given: bool
    dimensions: list[dict[str, Any]]
    properties: dict[str, Any]
    version: int
    created_at: datetime
    created_by: int | None
    updated_at: datetime
    updated_by: int | None


@dataclass(frozen=True, slots=True)
class Price:
    """What an entry costs at a place from one day to another."""

    id: int
    company_id: int
    entry: int
    place: Place
    price: Decimal
    unit_price: Decimal | None
    start: date
    end: date | None
    reference_id: str | None
    data: dict[str, Any] | None
    created_at: datetime
    created_by: int | None
    updated_at: datetime
    updated_by: int | None


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is taken off the price of an entry at a place from one day to another."""

    id: int
    company_id: int
    entry: int
    place: Place
    allowance_type: str
    amount: Decimal
    unit_allowance: Decimal
    start: date
    end: date | None
    reference_id: str | None
    data: dict[str, Any] | None
    version: int
    created_at: datetime
    created_by: int | None
    updated_at: datetime
    updated_by: int | None


@dataclass(frozen=True, slots=True)
class Effective:
    """What an entry costs for a location on a day, allowances taken off. `price` is None where only the unit has a price,
    `unit_price` where only the pack has one. `gross` is the price before allowances, `price_id` the catalog price that it came
    from (None: the entry's own), `allowance_ids` what was taken off."""

    price: Decimal | None
    unit_price: Decimal | None
    gross: Decimal | None
    price_id: int | None = None
    allowance_ids: tuple[int, ...] = field(default_factory=tuple[int, ...])


def entry_ref(entry_id: int) -> str:
    """The id as the API shows it: cte_12345."""
    return f"{ENTRY_PREFIX}{entry_id}"


def parse_entry_ref(text: str) -> int | None:
    """cte_12345, or its number alone."""
    return parse_int_id(text.removeprefix(ENTRY_PREFIX))


class ItemState(StrEnum):
    """Whether a line of an invoice is an entry of the catalog. The last three are decisions of people."""

    AUTO = "auto"  # confidence above 0.90
    SUGGESTED = "suggested"  # somebody has to say which of them it is
    NONE = "none"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    IGNORED = "ignored"


MATCHED = frozenset({ItemState.AUTO, ItemState.ACCEPTED})
DECIDED = frozenset({ItemState.ACCEPTED, ItemState.REJECTED, ItemState.IGNORED})
UNMATCHED = frozenset({ItemState.SUGGESTED, ItemState.NONE, ItemState.REJECTED})  # what an invoice is marked for


class LineDecision(StrEnum):
    """What people say of a line."""

    ACCEPT = "accept"  # it is this entry, and so is this item of the vendor from now on
    REJECT = "reject"  # it is not, nor will it be
    IGNORE = "ignore"  # of this line alone: it is none, and nobody has to look at it
    UNMATCH = "unmatch"  # it was matched and is not that entry


class How(StrEnum):
    """What says that a line is an entry."""

    MEMORY = "memory"  # people said so of this item of the vendor before
    SKU = "sku"
    UPC = "upc"
    NAME = "name"
    PERSON = "person"


class NotCompared(StrEnum):
    """Why a billed price is not compared with the catalog's."""

    NOT_CONVERTIBLE = "not_convertible"  # its unit is not known to be a part or a multiple of the catalog's pack
    NO_PRICE_BILLED = "no_price_billed"
    NO_CATALOG_PRICE = "no_catalog_price"  # none holds for the location on the invoice's date
    NO_DATE = "no_date"
    RETURNED = "returned"  # below zero: goods that went back
    OTHER_CURRENCY = "other_currency"  # than the company's, in which the catalog is kept


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry, as far as lines are compared with it."""

    id: int
    item_name: str
    sku: str | None = None
    upc: str | None = None
    size: str | None = None
    uom: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an invoice. `key` is that of its item (units/rules/item_key.py); `pack` is what else its texts say of how
    much is in one of its unit, as written; `price` is per `unit`."""

    item: int
    key: str
    name: str | None = None
    description: str | None = None
    sku: str | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    price: Decimal | None = None
    pack: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry that a line may be; confidence from 0 to 1."""

    entry: int
    confidence: Decimal
    how: How


@dataclass(frozen=True, slots=True)
class Guess:
    """Which entry a line is: `entry` is None unless the state is auto."""

    state: ItemState
    entry: int | None = None
    confidence: Decimal | None = None
    how: How | None = None
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A billed price in packs of the catalog; what cannot be known is None, and `problem` says why."""

    packs: Decimal | None = None
    pack_price: Decimal | None = None
    effective_price: Decimal | None = None
    price_variance: Decimal | None = None  # billed minus effective, per pack: positive is overbilling
    problem: NotCompared | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """An invoice with its lines, as the catalog looks at it. `bought` says that it counts as a purchase: no credit memo, and
    not archived."""

    invoice: UUID
    invoice_id: int
    company_id: int
    location_id: int
    vendor_id: int | None
    invoice_date: date | None
    currency: str
    bought: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class MatchedItem:
    """What was found of one line, as it is stored."""

    item: int
    invoice: UUID
    invoice_id: int
    company_id: int
    location_id: int
    vendor_id: int
    invoice_date: date | None
    item_key: str
    name: str | None
    state: ItemState
    how: How | None
    confidence: Decimal | None
    entry: int | None
    suggestions: list[Suggestion]
    quantity: Decimal | None
    unit: str | None
    price: Decimal | None
    packs: Decimal | None
    pack_price: Decimal | None
    effective_price: Decimal | None
    price_variance: Decimal | None
    problem: NotCompared | None
    bought: bool
    decided_at: datetime | None = None
    decided_by: int | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """What an invoice is marked with."""

    has_price_variance: bool = False
    has_unmatched_items: bool = False


class ExceptionType(StrEnum):
    """Which way a price varies."""

    UNDERBILLING = "underbilling"
    OVERBILLING = "overbilling"


@dataclass(frozen=True, slots=True)
class VarianceBatch:
    """Variances as they stood when it was made; a draft until the client marks it exported. `payload` is the contract's
    costbatch_payload."""

    id: int
    company_id: int
    batch_number: str
    start_date: date | None
    end_date: date | None
    payload: dict[str, Any]
    created_at: datetime
    created_by: int | None
    exported_at: datetime | None
    exported_by: int | None


BATCH_PREFIX = "ctb_"


def batch_ref(batch_id: int) -> str:
    """The id as the API shows it: ctb_123."""
    return f"{BATCH_PREFIX}{batch_id}"


def parse_batch_ref(text: str) -> int | None:
    """ctb_123, or its number alone."""
    return parse_int_id(text.removeprefix(BATCH_PREFIX))
