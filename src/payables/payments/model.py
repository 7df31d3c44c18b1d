"""Values of payments."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that went out for an invoice, or came back for a credit memo. `amount` was paid, `discount` was allowed for
    paying early: together they settle so much of the invoice. A voided payment stays on record and settles nothing."""

    id: UUID
    invoice: UUID
    amount: Decimal
    discount: Decimal
    currency: str
    paid_on: date
    method: str | None
    reference: str | None
    note: str | None
    source: str  # api | csv
    created_at: datetime
    created_by: int | None
    voided_at: datetime | None = None
    voided_by: int | None = None
    void_reason: str | None = None

    @property
    def settles(self) -> Decimal:
        return self.amount + self.discount


@dataclass(frozen=True, slots=True)
class Paying:
    """A payment as it is told; `amount` None means all that is open. `invoice` is the UUID or the integer id as text."""

    invoice: str
    amount: Decimal | None
    discount: Decimal
    currency: str | None
    paid_on: date
    method: str | None
    reference: str | None
    note: str | None
    source: str
    seen_version: int | None = None  # of the invoice, that whoever pays has looked at
