"""API shapes of export jobs."""

from decimal import Decimal
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from payables.access.model import Person
from payables.exports.model import Format, JobState
from payables.invoices.model import ClaimOutcome, InvoiceType
from payables.platform.http.instants import Instant, InstantUtc
from payables.platform.http.rows import IntId
from payables.vendors.model import BankHold

AnyInvoiceId = Annotated[int | str, Meta(description="Integer invoice_id, or the invoice's UUID.")]
TransactionId = Annotated[str, Meta(max_length=200, description="The ERP's id of the posting.")]
ReasonText = Annotated[str, Meta(min_length=1, max_length=2000, description="Shown in the history.")]


class ExportBody(msgspec.Struct):
    """Body of POST /exports: everything that is ready, or the invoices that are named."""

    ottimate_company_id: IntId
    format: Annotated[Format | None, Meta(description="csv if left out, or that of the mapping.")] = None
    mapping_id: Annotated[str | None, Meta(description="A saved mapping; left out: the standard columns.")] = None
    invoice_ids: (
        Annotated[
            list[AnyInvoiceId],
            Meta(min_length=1, max_length=1000, description="Left out: all that is ready, the oldest 1,000."),
        ]
        | None
    ) = None
    ottimate_location_id: Annotated[IntId | None, Meta(description="Only what is ready at this location.")] = None
    transaction_prefix: Annotated[
        str,
        Meta(
            max_length=50,
            pattern="^[A-Za-z0-9._/-]*$",
            description="Before the invoice_id it makes the transaction id in the file.",
        ),
    ] = "PAY-"


class ErpAnswer(msgspec.Struct):
    """What the ERP says of one invoice."""

    invoice_id: AnyInvoiceId
    outcome: Literal["acknowledged", "rejected"] = "acknowledged"
    export_transaction_id: TransactionId | None = None
    reason: Annotated[ReasonText | None, Meta(description="Of a rejection: what has to be done about it.")] = None


ErpAnswers = Annotated[list[ErpAnswer], Meta(min_length=1, max_length=1000)]


class AcknowledgeBody(msgspec.Struct):
    """Without `invoices` the ERP has taken all that still wait; with some of them the others go on waiting."""

    export_transaction_id: TransactionId | None = None
    invoices: ErpAnswers | None = None


class ReasonBody(msgspec.Struct):
    """Why."""

    reason: ReasonText


class CancelBody(msgspec.Struct):
    """Why, if somebody wants to say it."""

    reason: ReasonText | None = None


class ResolveBody(msgspec.Struct):
    """What a person found in the ERP."""

    outcome: Literal["arrived", "did_not_arrive"]
    reason: Annotated[ReasonText, Meta(description="How it was found out.")]
    export_transaction_id: TransactionId | None = None
    invoices: Annotated[ErpAnswers | None, Meta(description="Of arrived: where the ERP has not taken all.")] = None


class ExportCounts(msgspec.Struct):
    """How many of the job's invoices are where."""

    claimed: Annotated[int, Meta(description="Waiting for the ERP.")]
    exported: int
    rejected: int
    released: Annotated[int, Meta(description="The job failed: they can be exported again.")]
    left_out: Annotated[int, Meta(description="Asked for, and could not be exported.")]


class ControlTotal(msgspec.Struct):
    """What a batch in the ERP is compared with, in one currency."""

    currency: str
    count: Annotated[int, Meta(description="Invoices and credit memos.")]
    total_amount: Annotated[Decimal, Meta(description="Credit memos count below zero.")]


class ExportFile(msgspec.Struct):
    """The job's file: the same bytes at every download."""

    filename: str
    size: int
    sha256: Annotated[str, Meta(description="Lower-case hex digits.")]
    url: Annotated[
        str, Meta(description="Wants the same credentials as every other call. The first download sends the job.")
    ]


class ExportError(msgspec.Struct):
    """Why a job failed."""

    code: str
    message: str | None


class NotExported(msgspec.Struct):
    """An invoice that the job does not bring to the ERP, and why."""

    id: str
    invoice_id: int
    invoice_number: str | None
    type: InvoiceType
    ottimate_vendor_id: int | None
    ottimate_vendor_name: str | None
    currency: str
    total_amount: Annotated[Decimal | None, Meta(description="As it stands on the paper, also of a credit memo.")]
    outcome: ClaimOutcome
    code: str | None
    error: str | None


class ExportedInvoice(msgspec.Struct):
    """An invoice of the job."""

    id: str
    invoice_id: int
    invoice_number: str | None
    type: InvoiceType
    ottimate_vendor_id: int | None
    ottimate_vendor_name: str | None
    currency: str
    total_amount: Annotated[Decimal | None, Meta(description="As it stands on the paper, also of a credit memo.")]
    outcome: ClaimOutcome
    export_transaction_id: Annotated[str | None, Meta(description="Of what was exported.")]
    code: str | None
    error: str | None


class ExportJob(msgspec.Struct):
    """An export job."""

    id: str
    ottimate_company_id: int
    ottimate_location_ids: list[int]
    channel: Annotated[str, Meta(description="file, or the name of an ERP connector.")]
    format: Format | None
    mapping_id: str | None
    mapping_version: int | None
    transaction_prefix: str
    state: JobState
    counts: ExportCounts
    totals: Annotated[
        list[ControlTotal],
        Meta(description="One for each currency: what it brings to the ERP, without what was left out."),
    ]
    file: Annotated[ExportFile | None, Meta(description="Null while it is being written.")]
    error: ExportError | None
    created_date: Instant
    created_date_utc: InstantUtc
    created_by: Person | None
    sent_date: Instant | None
    sent_date_utc: InstantUtc | None
    answer_due_date: Annotated[Instant | None, Meta(description="Without an answer by then it becomes uncertain.")]
    answer_due_date_utc: InstantUtc | None
    uncertain_date: Instant | None
    uncertain_date_utc: InstantUtc | None
    finished_date: Instant | None
    finished_date_utc: InstantUtc | None


class ExportJobDetail(ExportJob, kw_only=True):
    """An export job with its invoices."""

    version: str
    invoices: list[ExportedInvoice]
    failed: Annotated[list[NotExported], Meta(description="Those that this job does not bring to the ERP.")]


class ExportJobList(msgspec.Struct):
    """Answer of GET /exports, newest first."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[ExportJob]


class ReadyTotals(msgspec.Struct):
    """Answer of GET /exports/ready."""

    version: str
    count: Annotated[int, Meta(description="Invoices that an export would take now, of all currencies.")]
    totals: list[ControlTotal]


class StuckInvoice(msgspec.Struct):
    """An approved invoice that does not leave by itself."""

    id: str
    invoice_id: int
    invoice_number: str | None
    type: InvoiceType
    ottimate_company_id: int
    ottimate_location_id: int
    ottimate_vendor_id: int | None
    ottimate_vendor_name: str | None
    currency: str
    total_amount: Decimal | None
    code: Annotated[str, Meta(description="Stable machine code.", examples=["export_uncertain"])]
    message: Annotated[str, Meta(description="What is wrong and what to do.")]
    export_job_id: Annotated[str | None, Meta(description="The job that has it, or had it last.")]
    bank_hold: Annotated[
        BankHold | None,
        Meta(description="Of bank_details_held: a second person is awaited, or the time after a change."),
    ]
    held_until_date: Annotated[
        Instant | None, Meta(description="When the time after a change of bank details is over.")
    ]
    held_until_date_utc: InstantUtc | None
    since_date: Instant
    since_date_utc: InstantUtc


class StuckList(msgspec.Struct):
    """Answer of GET /exports/stuck, longest stuck first."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[StuckInvoice]
