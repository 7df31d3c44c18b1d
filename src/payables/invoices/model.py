"""Values of invoices: the states and how they may change, what the API shows of them, and drafts."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID


class InvoiceType(StrEnum):
    """What kind of document it is; a credit memo's amounts are positive and owed to us."""

    INVOICE = "invoice"
    CREDIT_MEMO = "credit_memo"
    OTHER = "other"


class Source(StrEnum):
    """How a document came in."""

    UPLOAD = "upload"
    API = "api"
    IMPORT = "import"


class State(StrEnum):
    """What is stored. Exported is not a state of its own: it is `approved` with `exported_at` set."""

    PROCESSING = "processing"
    INCOMPLETE = "incomplete"
    PENDING_APPROVAL = "pending_approval"
    APPROVED = "approved"
    ARCHIVED = "archived"


class Event(StrEnum):
    """What can happen to an invoice."""

    READ = "read"  # extraction or entry is done: the checks decide where it goes
    CHANGE = "change"  # its content was changed: the checks decide again, approvals start over
    FLAG = "flag"
    APPROVE = "approve"  # the last approval that was missing, or a forced one
    DECLINE = "decline"
    UNDO = "undo"  # whoever approved, declined or flagged it takes that back, and nothing has followed from it
    EXPORT = "export"
    UNEXPORT = "unexport"
    REJECT_EXPORT = "reject_export"  # the ERP was given it and does not take it
    ARCHIVE = "archive"
    RESTORE = "restore"


# From where, by what, to where (contract/invoices-and-catalog.md section 8). The dashboard and the documentation show
# this very table. Where several targets stand, rules/settle.py decides among them.
TRANSITIONS: dict[tuple[State, Event], tuple[State, ...]] = {
    (State.PROCESSING, Event.READ): (State.INCOMPLETE, State.PENDING_APPROVAL, State.APPROVED),
    (State.INCOMPLETE, Event.CHANGE): (State.INCOMPLETE, State.PENDING_APPROVAL, State.APPROVED),
    (State.PENDING_APPROVAL, Event.CHANGE): (State.INCOMPLETE, State.PENDING_APPROVAL, State.APPROVED),
    (State.APPROVED, Event.CHANGE): (State.INCOMPLETE, State.PENDING_APPROVAL, State.APPROVED),
    (State.INCOMPLETE, Event.FLAG): (State.INCOMPLETE,),
    (State.PENDING_APPROVAL, Event.FLAG): (State.INCOMPLETE,),
    (State.APPROVED, Event.FLAG): (State.INCOMPLETE,),
    (State.PENDING_APPROVAL, Event.APPROVE): (State.PENDING_APPROVAL, State.APPROVED),
    (State.PENDING_APPROVAL, Event.DECLINE): (State.INCOMPLETE,),
    (State.PENDING_APPROVAL, Event.UNDO): (State.PENDING_APPROVAL,),
    (State.APPROVED, Event.UNDO): (State.PENDING_APPROVAL,),
    (State.INCOMPLETE, Event.UNDO): (State.INCOMPLETE, State.PENDING_APPROVAL, State.APPROVED),
    (State.APPROVED, Event.EXPORT): (State.APPROVED,),
    (State.APPROVED, Event.UNEXPORT): (State.APPROVED, State.INCOMPLETE),
    (State.APPROVED, Event.REJECT_EXPORT): (State.INCOMPLETE,),
    (State.INCOMPLETE, Event.ARCHIVE): (State.ARCHIVED,),
    (State.PENDING_APPROVAL, Event.ARCHIVE): (State.ARCHIVED,),
    (State.APPROVED, Event.ARCHIVE): (State.ARCHIVED,),
    (State.ARCHIVED, Event.RESTORE): (State.INCOMPLETE, State.PENDING_APPROVAL, State.APPROVED),
}


class ClaimOutcome(StrEnum):
    """What has become of an invoice in one export job."""

    CLAIMED = "claimed"  # live: the ERP has not answered for it yet
    EXPORTED = "exported"
    REJECTED = "rejected"  # the ERP does not take it: back to needs attention
    RELEASED = "released"  # the job failed or was cancelled: it can be exported again
    LEFT_OUT = "left_out"  # asked for, and could not be taken


@dataclass(frozen=True, slots=True)
class Claim:
    """An invoice in an export job; at most one claim of an invoice is live. Code and reason say why it is not exported."""

    job: UUID
    invoice: UUID
    position: int = 0
    outcome: ClaimOutcome = ClaimOutcome.CLAIMED
    code: str | None = None
    reason: str | None = None
    transaction_id: str | None = None


class Status(StrEnum):
    """What the API shows and filters by: one of eight words."""

    APPROVED = "approved"
    INCOMPLETE = "incomplete"
    ARCHIVED = "archived"
    PROCESSING = "processing"
    NEEDS_ATTENTION = "needs-attention"
    READY_FOR_EXPORT = "ready-for-export"
    EXPORTED = "exported"
    PENDING_APPROVAL = "pending-approval"


class PaymentStatus(StrEnum):
    """How much of an invoice is paid."""

    UNPAID = "unpaid"
    PARTIAL = "partial"
    PAID = "paid"


def payment_status(total: Decimal | None, paid: Decimal) -> PaymentStatus:
    """Of an invoice of which so much was paid."""
    if not paid:
        return PaymentStatus.UNPAID
    return PaymentStatus.PAID if total is not None and paid >= total else PaymentStatus.PARTIAL


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides, beside the state, which status is shown."""

    exported: bool = False
    flagged: bool = False
    on_hold: bool = False
    exportable: bool = True  # the vendor is known to the ERP, and no export job has it


def shown_status(state: State, facts: Facts) -> Status:
    """The one status of an object.

    Someone's flag reads `incomplete`; what the checks found reads `needs-attention`; approved but not exportable
    (on hold, in an export job, or a vendor the ERP does not know) reads `approved`.
    """
    if state is State.INCOMPLETE:
        return Status.INCOMPLETE if facts.flagged else Status.NEEDS_ATTENTION
    if state is State.APPROVED:
        if facts.exported:
            return Status.EXPORTED
        return Status.READY_FOR_EXPORT if facts.exportable and not facts.on_hold else Status.APPROVED
    return Status(state.value.replace("_", "-"))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an invoice needs attention: a stable code, a sentence, and the field or invoice it is about."""

    code: str
    message: str
    field: str | None = None
    other_invoice_id: str | None = None


@dataclass(slots=True)
class LineDraft:
    """A line as entered or read. Dimensions: type -> dimension id (`dim_...`)."""

    name: str | None = None
    description: str | None = None  # what the document says beside the name
    sku: str | None = None
    quantity: Decimal | None = None
    unit: str | None = None
    price: Decimal | None = None
    amount: Decimal | None = None
    is_taxed: bool | None = None
    dimensions: dict[str, str] = field(default_factory=dict)
    custom_fields: dict[str, Any] | None = None


@dataclass(slots=True)
class Image:
    """A stored file of an invoice."""

    sha256: bytes
    filename: str
    media_type: str
    size: int
    id: int = 0  # 0 while it is not stored
    pages: list[int] | None = None  # those of the file that belong to the invoice; None is all


@dataclass(slots=True)
class Draft:
    """An invoice about to be entered, by whatever way it came: upload, API, import.

    Values are already of their types; what is unknown is None and becomes a reason.
    """

    company_id: int
    location_id: int
    currency: str
    source: str  # upload | api | import
    type: InvoiceType = InvoiceType.INVOICE
    vendor_id: int | None = None
    vendor_as_read: str | None = None
    number: str | None = None
    invoice_date: date | None = None
    due_date: date | None = None
    due_date_as_read: date | None = None  # from the paper: holds where the vendor's terms say nothing
    posting_date: date | None = None
    total_amount: Decimal | None = None
    total_tax: Decimal | None = None
    discount_amount: Decimal | None = None
    paid_amount: Decimal = Decimal(0)  # before it was entered, as the document says
    purchase_order: str | None = None
    notes: str | None = None
    dimensions: dict[str, str] = field(default_factory=dict)
    custom_fields: dict[str, Any] | None = None
    items: list[LineDraft] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    upload_id: UUID | None = None  # the document that it was read from
    reference_id: UUID | None = None  # the delivered file, where the document is a part of it
    sent_at: datetime | None = None  # of an import, when it was asked for
    extra_reasons: list[Reason] = field(default_factory=list)  # what the way in found, such as doubtful reading


@dataclass(slots=True)
class Item(LineDraft):
    """A stored line."""

    id: int = 0


@dataclass(frozen=True, slots=True)
class Split:
    """One coding's part of a line's amount, or of the invoice's total where no line is named.

    By percent the amount is computed, and None while what is split is not known; otherwise the amount was given. With a
    rule it was made by that split rule (coding/model.py), not for this invoice.
    """

    item_id: int | None
    percent: Decimal | None
    amount: Decimal | None
    memo: str | None
    dimensions: dict[str, str]
    custom_fields: dict[str, Any] | None
    rule_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Invoice:
    """A stored invoice as it was when its row was read; lines and images are read apart."""

    id: UUID
    invoice_id: int
    company_id: int
    location_id: int
    vendor_id: int | None
    vendor_as_read: str | None
    type: InvoiceType
    number: str | None
    invoice_date: date | None
    due_date: date | None
    posting_date: date | None
    currency: str
    total_amount: Decimal | None
    total_tax: Decimal | None
    discount_amount: Decimal | None
    purchase_order: str | None
    notes: str | None
    dimensions: dict[str, str]
    custom_fields: dict[str, Any] | None
    state: State
    reasons: list[Reason]
    flag_reason: str | None
    hold_reason: str | None
    source: str
    upload_id: UUID | None
    entered_by: int | None
    approved_at: datetime | None
    exported_at: datetime | None
    export_transaction_id: str | None
    paid_amount: Decimal
    payment_method: str | None
    payment_reference: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    updated_by: int | None
    # what its dimensions and vendor were in the ERP when people approved it: rules/coded_as.py
    approved_as: bytes | None = field(default=None, repr=False)
    export_job: UUID | None = None  # the live export job that claims it: nothing else may happen to it meanwhile
    settled_by_payments: Decimal = Decimal(0)  # of paid_amount what recorded payments settle, in the invoice's currency
    has_price_variance: bool = False  # a line was billed at another price than the catalog's
    has_unmatched_items: bool = False  # a line is none of the catalog's entries, and nobody has said so
    reference_id: UUID | None = None  # the file as it was delivered, where what it was read from is a part of it
    sent_at: datetime | None = None  # of an import, when it was asked for: a worker may have entered it much later

    @property
    def entered_at(self) -> datetime:
        """When somebody entered it, whenever that was carried out."""
        return min(self.created_at, self.sent_at or self.created_at)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an invoice stood before a step that can be taken back."""

    state: State
    reasons: list[Reason]
    flag_reason: str | None
    approved_at: datetime | None
    approved_as: bytes | None


@dataclass(frozen=True, slots=True)
class Entered:
    """An invoice that was just entered."""

    id: UUID
    invoice_id: int
    state: State
    reasons: list[Reason]
