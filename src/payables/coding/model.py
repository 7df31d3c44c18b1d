"""Values of coding. A dimension type is written in lower case, a dimension is named by its id (`dim_...`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

HEADER = 0  # stands for the invoice itself where lines are named by their ids


class Source(StrEnum):
    """Where a value on an invoice or a line came from."""

    PURCHASE_ORDER = "purchase_order"
    RULE = "rule"
    LEARNED = "learned"
    SENT = "sent"
    PERSON = "person"


BY_MACHINE = frozenset({Source.PURCHASE_ORDER, Source.RULE, Source.LEARNED})


class Origin(msgspec.Struct, frozen=True, omit_defaults=True):
    """Of one value. It is told of exactly this dimension: what stands there instead was put by a person.

    `dimension_id` is None where a person took the value away. `confidence` runs from 0 to 1.
    """

    source: Source
    dimension_id: str | None
    reason: str
    rule_id: UUID | None = None
    confidence: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: its invoice's company, vendor and location."""

    company_id: int
    vendor_id: int | None
    location_id: int


@dataclass(frozen=True, slots=True)
class Line:
    """What coding looks at of a line; `id` is 0 while it is not stored."""

    id: int
    name: str | None
    description: str | None
    sku: str | None
    dimensions: Mapping[str, str]


class AppliesTo(StrEnum):
    """Whether a rule codes lines, the invoice itself, or both."""

    LINES = "lines"
    HEADER = "header"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Conditions, all of which have to hold, and what then is coded: type -> dimension."""

    id: UUID
    company_id: int
    vendor_id: int | None = None
    location_id: int | None = None
    sku: str | None = None
    item_name: str | None = None
    keyword: str | None = None
    applies_to: AppliesTo = AppliesTo.BOTH
    dimensions: Mapping[str, str] = field(default_factory=dict[str, str])
    created_at: datetime
    created_by: int | None = None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Settings:
    """Of one company. Suggestions are shown unless `learned` is off; they are applied without a person only when
    `learned_applies` is on and the confidence reaches `threshold`."""

    required_header: tuple[str, ...] = ()
    required_lines: tuple[str, ...] = ()
    learned: bool = True
    learned_applies: bool = False
    threshold: Decimal = Decimal("0.9")


DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class Example:
    """A line of the past. `values`: type -> (dimension or None where a person left it empty, when, whether a person set it)."""

    invoice: UUID
    item: int
    vendor_id: int | None
    location_id: int
    sku_key: str
    name_key: str
    values: Mapping[str, "Confirmed"]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A value that somebody confirmed; None where a person left the type empty."""

    dimension_id: str | None
    at: datetime
    by_person: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the past says of one type of a line: `agreed` of `voters` past lines, which were alike by `similarity` percent.

    `invoices` are those of the lines that agreed, newest first, at most five.
    """

    dimension_id: str
    confidence: Decimal
    reason: str
    agreed: int
    voters: int
    similarity: int
    invoices: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """What was found for an invoice: type -> where it came from, of the header and of each line, in their order."""

    header: Mapping[str, Origin]
    lines: list[Mapping[str, Origin]]


@dataclass(frozen=True, slots=True)
class Missing:
    """A required type that is not there: on the header where `lines` is empty, else on these lines, counted from 0."""

    type: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One coding's part of an amount: by percent, or by an amount of its own."""

    percent: Decimal | None
    amount: Decimal | None
    memo: str | None
    dimensions: dict[str, str]
    custom_fields: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitRule:
    """How invoices of a vendor are always split, or its lines of one item where sku or item name is given."""

    id: UUID
    company_id: int
    vendor_id: int
    sku: str | None = None
    item_name: str | None = None
    parts: tuple[Part, ...]
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class ApplicableSplits:
    """The rules for an invoice as a whole and for each of its lines, in their order."""

    whole: SplitRule | None
    lines: list[SplitRule | None]
