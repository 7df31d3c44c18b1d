"""Values of exports: the states of a job and how they may change, and what its file looks like."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

FILE_CHANNEL = "file"  # an ERP connector names its own


class JobState(StrEnum):
    """Where a job is. Acknowledged and failed are ends."""

    CREATED = "created"  # its invoices are claimed, and nothing has left yet
    SENT = "sent"  # its file was downloaded, or a connector has sent it
    ACKNOWLEDGED = "acknowledged"  # the ERP has answered for every invoice
    FAILED = "failed"  # certainly not in the ERP: the invoices that were left can be exported again
    UNCERTAIN = "uncertain"  # sent, and nobody knows whether it arrived: a person has to find out


class JobEvent(StrEnum):
    """What can happen to a job."""

    SEND = "send"
    ACKNOWLEDGE = "acknowledge"  # the ERP answers for the last invoice that waited
    SETTLE = "settle"  # the last invoice was marked exported one by one, in the name of the job
    FAIL = "fail"
    CANCEL = "cancel"
    DOUBT = "doubt"  # no answer came in time, or a connector lost it
    ARRIVED = "arrived"  # a person has found it in the ERP
    DID_NOT_ARRIVE = "did_not_arrive"  # a person has made sure that it is not there


# From where, by what, to where. Nothing is sent twice: only what was created can be sent. Nothing is answered for that
# has not left: from created it goes to sent or to failed.
TRANSITIONS: dict[tuple[JobState, JobEvent], JobState] = {
    (JobState.CREATED, JobEvent.SEND): JobState.SENT,
    (JobState.CREATED, JobEvent.FAIL): JobState.FAILED,
    (JobState.CREATED, JobEvent.CANCEL): JobState.FAILED,
    (JobState.SENT, JobEvent.ACKNOWLEDGE): JobState.ACKNOWLEDGED,
    (JobState.SENT, JobEvent.SETTLE): JobState.ACKNOWLEDGED,
    (JobState.SENT, JobEvent.FAIL): JobState.FAILED,
    (JobState.SENT, JobEvent.DOUBT): JobState.UNCERTAIN,
    (JobState.UNCERTAIN, JobEvent.ACKNOWLEDGE): JobState.ACKNOWLEDGED,
    (JobState.UNCERTAIN, JobEvent.SETTLE): JobState.ACKNOWLEDGED,
    (JobState.UNCERTAIN, JobEvent.ARRIVED): JobState.ACKNOWLEDGED,
    (JobState.UNCERTAIN, JobEvent.DID_NOT_ARRIVE): JobState.FAILED,
}


class Format(StrEnum):
    """What kind of file a job writes."""

    CSV = "csv"
    XLSX = "xlsx"
    IIF = "iif"


class RowPer(StrEnum):
    """What one row of a table stands for. A line that is not split is one row per split too."""

    INVOICE = "invoice"
    LINE = "line"
    SPLIT = "split"


class AccountName(StrEnum):
    """By what of a dimension the ERP knows an account or a class."""

    NAME = "name"
    CODE = "code"
    ERP_ID = "erp_dimension_id"


class VendorName(StrEnum):
    """By what of a vendor the ERP knows it."""

    NAME = "erp_vendor_name"
    ERP_ID = "erp_vendor_id"


Header = Annotated[str, Meta(min_length=1, max_length=200, description="Text of the column's first row.")]
FieldName = Annotated[str, Meta(description="What the column shows: see the list of fields in the documentation.")]
AccountText = Annotated[str, Meta(min_length=1, max_length=159, description="Name of the account in QuickBooks.")]


class Column(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One column: a field, or the same text in every row."""

    header: Header
    field: FieldName | None = None
    constant: Annotated[str, Meta(max_length=1000)] | None = None
    format: (
        Annotated[str, Meta(description="Dates: YYYY-MM-DD, MM/DD/YYYY, ... Amounts: plain, negated, signed.")] | None
    ) = None


class QuickBooks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How invoices are posted in a QuickBooks IIF file. An account that is not named is never guessed: an invoice that
    needs it is left out of the file, with that reason."""

    payable_account: AccountText = "Accounts Payable"
    tax_account: AccountText | None = None
    discount_account: AccountText | None = None
    difference_account: AccountText | None = None
    accounts_by: AccountName = AccountName.NAME
    vendors_by: VendorName = VendorName.NAME


class Layout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a file looks like: the content of a mapping, copied into every job that uses it."""

    format: Format
    row_per: RowPer = RowPer.LINE
    columns: tuple[Column, ...] = ()
    bom: bool = True
    quickbooks: QuickBooks | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """A saved layout of a company. `version` counts its changes."""

    id: UUID
    company_id: int
    name: str
    layout: Layout
    version: int
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Job:
    """A stored export job as it was when its row was read."""

    id: UUID
    company_id: int
    location_ids: list[int]
    channel: str
    format: Format | None
    mapping_id: UUID | None
    mapping_version: int | None
    mapping: Layout | None
    transaction_prefix: str
    state: JobState
    failure_code: str | None
    failure_message: str | None
    file_sha256: bytes | None
    file_name: str | None
    file_size: int | None
    created_at: datetime
    created_by: int | None
    sent_at: datetime | None
    answer_due_at: datetime | None
    uncertain_at: datetime | None
    finished_at: datetime | None


# What a file is written from: values only, in the order of the job.


@dataclass(frozen=True, slots=True)
class Code:
    """A dimension that something is coded with."""

    erp_dimension_id: str
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a line, or of an invoice, that is coded on its own."""

    number: int
    amount: Decimal | None
    percent: Decimal | None
    memo: str | None
    coding: dict[str, Code]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an exported invoice; coding by dimension type in lower case."""

    number: int
    id: int
    name: str | None
    description: str | None
    sku: str | None
    quantity: Decimal | None
    unit: str | None
    price: Decimal | None
    amount: Decimal | None
    is_taxed: bool | None
    coding: dict[str, Code]
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """An invoice as it is exported."""

    id: UUID
    invoice_id: int
    type: str
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
    approved_at: datetime | None
    company_id: int
    company_name: str
    location_id: int
    location_name: str
    vendor_id: int | None
    erp_vendor_id: str | None
    vendor_name: str | None
    transaction_id: str
    coding: dict[str, Code]
    lines: tuple[Line, ...]
    parts: tuple[Part, ...] = ()  # of the invoice as a whole
    changed: tuple[str, ...] = ()  # what of these values is another than was approved, as people call it
