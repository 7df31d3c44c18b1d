"""Values of statements: what a vendor says that it is owed, held against the ledger.

Amounts are signed: above zero is owed to the vendor, below zero lowers what is owed (credit memos, payments).
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID


class StatementStatus(StrEnum):
    """A file is being read until it is open or failed; open until a person marks it as reconciled, and reopened again."""

    READING = "reading"
    FAILED = "failed"
    OPEN = "open"
    RECONCILED = "reconciled"


DELETED = "deleted"  # why a statement is not there; it is kept as one that failed, whose place another may take


class Source(StrEnum):
    """How a statement came."""

    JSON = "json"
    CSV = "csv"
    PDF = "pdf"


class EntryType(StrEnum):
    """What a line or a document is. `credit`: below zero, and the statement does not say whether memo or payment."""

    INVOICE = "invoice"
    CREDIT_MEMO = "credit_memo"
    PAYMENT = "payment"
    CREDIT = "credit"


class Outcome(StrEnum):
    """What became of a line, or of a document that no line speaks of (`missing_there`)."""

    MATCHED = "matched"
    AMOUNT_DIFFERS = "amount_differs"
    DATE_DIFFERS = "date_differs"
    POSSIBLE = "possible"
    DUPLICATE = "duplicate"
    MISSING_HERE = "missing_here"
    MISSING_THERE = "missing_there"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a statement, counted from 1."""

    n: int
    number: str | None
    day: date
    amount: Decimal
    type: EntryType
    due_date: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What the ledger has: an invoice, a credit memo, or a payment (of one reference and day). `open_amount` is what was
    not yet settled of it at the end of the statement's date; of a payment it is zero."""

    id: UUID
    type: EntryType
    number: str | None
    day: date | None
    amount: Decimal
    open_amount: Decimal
    currency: str
    invoice_id: int | None = None
    due_date: date | None = None
    location_id: int | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A person said that a line and an invoice are one, or that they are not."""

    n: int
    invoice: UUID
    is_one: bool


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """`candidates`: of a possible line, the likeliest first. `confirmed`: by a person."""

    line: Line
    outcome: Outcome
    document: Document | None = None
    differences: tuple[str, ...] = ()
    confirmed: bool = False
    duplicate_of: int | None = None
    candidates: tuple[Document, ...] = ()

    @property
    def amount_difference(self) -> Decimal | None:
        """What the statement says beyond the ledger, where that is what differs."""
        return self.line.amount - self.document.amount if self.document and "amount" in self.differences else None


@dataclass(frozen=True, slots=True)
class Balance:
    """Whether the lines add up to the balance that the statement says. `difference` is None where it says none."""

    opening: Decimal | None
    lines: Decimal
    closing: Decimal | None

    @property
    def computed(self) -> Decimal:
        return (self.opening or Decimal(0)) + self.lines

    @property
    def difference(self) -> Decimal | None:
        return None if self.closing is None else self.closing - self.computed


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Every line with its outcome, and the documents that no line speaks of."""

    lines: list[LineOutcome]
    missing_there: list[Document]
    balance: Balance

    @property
    def is_settled(self) -> bool:
        """Nothing is left to ask or to decide."""
        all_matched = all(one.outcome is Outcome.MATCHED for one in self.lines)
        return all_matched and not self.missing_there and not self.balance.difference

    @property
    def counts(self) -> dict[str, int]:
        """By outcome, all of them."""
        found = {outcome.value: 0 for outcome in Outcome}
        for one in self.lines:
            found[one.outcome.value] += 1
        return {**found, Outcome.MISSING_THERE.value: len(self.missing_there), "lines": len(self.lines)}


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement without its lines. `location_ids` are those of its group, or company, when it came."""

    id: UUID
    company_id: int
    group_id: int | None
    location_ids: list[int]
    vendor_id: int
    vendor_name: str
    statement_date: date
    currency: str
    opening_balance: Decimal | None
    closing_balance: Decimal | None
    source: Source
    filename: str | None
    status: StatementStatus
    failure_code: str | None
    failure_message: str | None
    counts: dict[str, int]
    counted_at: datetime | None
    created_at: datetime
    created_by: int | None
    reconciled_at: datetime | None
    reconciled_by: int | None
    reconciled_reason: str | None

    @property
    def mark(self) -> tuple[object, ...]:
        """Whether it is done, and who said so when and why: what its ETag is made of. What its lines are is held against the
        ledger of now whenever it is read."""
        return self.status, self.reconciled_at, self.reconciled_by, self.reconciled_reason


@dataclass(frozen=True, slots=True)
class Heading:
    """What a statement is of: names as they were sent, not yet looked up."""

    company_id: int
    group_id: int | None
    vendor: dict[str, Any]
    statement_date: date
    currency: str
    opening_balance: Decimal | None = None
    closing_balance: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A statement as it came: its lines, or the file that they are to be read from by a worker. `content` is what tells
    that the same paper has come before; `decimal_mark` and `date_order` are those of the file, where the sender said so."""

    heading: Heading
    source: Source
    content: bytes
    lines: list[Line] = field(default_factory=list[Line])
    filename: str | None = None
    file: bytes | None = None
    decimal_mark: str | None = None
    date_order: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A file whose lines are still to be read."""

    id: UUID
    sha256: bytes
    filename: str
    currency: str
    decimal_mark: str | None
    date_order: str | None
    created_by: int | None


@dataclass(frozen=True, slots=True)
class Aged:
    """Statements of one vendor in one currency that are not reconciled, by the days since their date."""

    vendor_id: int
    vendor_name: str
    currency: str
    count: int
    days_0_30: int
    days_31_60: int
    days_61_90: int
    days_over_90: int
    closing_balance: Decimal
