"""Values of claims: money that a vendor owes because more was billed than was ordered, received or agreed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class ClaimStatus(StrEnum):
    """Open until credit memos settle all of it, or somebody withdraws it. A claim of an archived invoice is withdrawn with
    it; an archived credit memo settles nothing."""

    OPEN = "open"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Claim:
    """An expected credit. `item` is the invoice's line, 0 the invoice as a whole; `outcome` is the difference that was found
    (matching/model.py); `settled` is what credit memos have settled so far."""

    id: UUID
    company_id: int
    location_id: int
    vendor_id: int
    vendor_name: str
    invoice: UUID
    invoice_id: int
    invoice_number: str | None
    item: int
    outcome: str
    amount: Decimal
    currency: str
    reason: str
    status: ClaimStatus
    settled: Decimal
    opened_at: datetime
    opened_by: int | None
    withdrawn_at: datetime | None
    withdrawn_by: int | None
    withdrawn_reason: str | None

    @property
    def open_amount(self) -> Decimal:
        """What is still expected."""
        return self.amount - self.settled if self.status is ClaimStatus.OPEN else Decimal(0)


@dataclass(frozen=True, slots=True)
class Settlement:
    """A part of a claim that a credit memo settles. Of an archived memo `counts` is False. A memo of a location that the caller
    does not see is not `seen`: the amount is the claim's, the rest is not told."""

    claim: UUID
    credit_memo: UUID
    invoice_id: int
    invoice_number: str | None
    amount: Decimal
    settled_at: datetime
    settled_by: int | None
    counts: bool
    seen: bool


def told_apart(settlements: Sequence[Settlement]) -> list[tuple[object, ...]]:
    """What a claim's ETag is made of: which memo settles how much, and since when."""
    return [(one.credit_memo, one.amount, one.settled_at) for one in settlements]


@dataclass(frozen=True, slots=True)
class Asleep:
    """What a credit memo had settled of a claim whose invoice is archived: restored, the invoice would bring it back."""

    claim: UUID
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Memo:
    """A credit memo that may settle a claim, and how much of it nothing has used yet."""

    id: UUID
    invoice_id: int
    number: str | None
    total: Decimal
    left: Decimal
    same_amount: bool


@dataclass(frozen=True, slots=True)
class Aged:
    """What one vendor owes in one currency, by the days since it was claimed."""

    vendor_id: int
    vendor_name: str
    currency: str
    count: int
    days_0_30: Decimal
    days_31_60: Decimal
    days_61_90: Decimal
    days_over_90: Decimal
    total: Decimal
