"""API shapes of invoices as they are read: the union of the list's and the detail's documented fields
(contract/invoices-and-catalog.md sections 3.1 and 3.2, design: sources that disagree)."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.access.model import Person
from payables.catalog.model import ItemState, NotCompared
from payables.coding.model import Source
from payables.invoices.model import InvoiceType, PaymentStatus, Status
from payables.invoices.schema.approvals import ApprovalObject
from payables.invoices.schema.extraction import ExtractionObject
from payables.invoices.schema.sums import LineSums
from payables.platform.http.instants import Instant, InstantUtc

Amount = Annotated[Decimal | None, Meta(description="In the invoice's currency, with as many decimals as it has.")]


class InvoiceImage(msgspec.Struct):
    """A file of the invoice. Its `url` wants the same credentials as every other call and answers the bytes."""

    id: int
    url: str
    filename: Annotated[str, Meta(description="Extension.")]
    media_type: Annotated[str, Meta(description="Extension.")]
    pages: Annotated[
        list[int] | None,
        Meta(description="Extension: the pages of the file that belong to the invoice, from 1; null: all of them."),
    ]


class CodedDimension(msgspec.Struct):
    """A dimension that an invoice or a line is coded with."""

    id: Annotated[str, Meta(examples=["dim_VOH21Up3M7HV"])]
    erp_dimension_id: str
    name: str
    code: str


Coding = Annotated[
    dict[str, CodedDimension], Meta(description="Dimension type in capitals, such as DEPARTMENT -> its dimension.")
]


class CodingOrigin(msgspec.Struct):
    """Where a dimension came from: sent with the invoice, set by a person, or found by a mapping rule or by what was
    learned."""

    source: Source
    rule_id: Annotated[str | None, Meta(description="The mapping rule, which may be gone by now.")]
    reason: Annotated[str, Meta(description="A sentence for people.")]
    confidence: Annotated[Decimal | None, Meta(description="Of what was learned: 0 to 1.")]


Origins = Annotated[
    dict[str, CodingOrigin], Meta(description="Extension: dimension type -> where its dimension came from.")
]


class OnHold(msgspec.Struct):
    """Whether the invoice is kept from export, by hand or because its vendor's bank details were changed."""

    is_held: bool
    reason: str | None


class PaymentInfo(msgspec.Struct):
    """How a paid invoice was paid."""

    payment_method: str | None
    reference: str | None


class AttentionReason(msgspec.Struct):
    """Why the invoice needs attention."""

    code: Annotated[str, Meta(description="Stable machine code.", examples=["missing_total", "likely_duplicate"])]
    message: Annotated[str, Meta(description="A sentence for people.")]
    field: Annotated[str | None, Meta(description="The field to look at.")]
    other_invoice_id: Annotated[str | None, Meta(description="Of a likely duplicate: the invoice that has the number.")]
    confirmable: Annotated[
        bool,
        Meta(
            description="Whether a PATCH that names its field answers it, also with the value it has; false: say another."
        ),
    ]


class GlSplit(msgspec.Struct):
    """A part of the invoice, or of one of its lines, for one coding."""

    amount: Annotated[
        str | None,
        Meta(
            description="With the decimals of the currency. Null while what is split has no amount.", examples=["60.00"]
        ),
    ]
    memo: str | None
    custom_fields: dict[str, Any] | None
    dimensions: dict[str, CodedDimension] | None
    percent: Annotated[Decimal | None, Meta(description="Extension. Null where the amount was given.")]
    item_id: Annotated[int | None, Meta(description="Extension. The line that is split; null: the invoice's total.")]
    virtual: Annotated[bool, Meta(description="Extension. Made by a split rule, not for this invoice.")]
    split_rule_id: Annotated[str | None, Meta(description="Extension. The rule.")]


class CatalogMatch(msgspec.Struct):
    """Which catalog entry a line is, and how its price lies to what was agreed. Prices are per pack of the catalog."""

    catalog_entry_id: Annotated[str | None, Meta(examples=["cte_12345"])]
    item_name: str | None
    state: ItemState
    confidence: Annotated[Decimal | None, Meta(description="From 0 to 1.")]
    price: Annotated[Decimal | None, Meta(description="As billed; null where it cannot be converted.")]
    effective_price: Decimal | None
    price_variance: Annotated[Decimal | None, Meta(description="Billed minus effective: positive is overbilling.")]
    problem: Annotated[NotCompared | None, Meta(description="Why the price is not compared.")]


class ItemObject(msgspec.Struct):
    """A line of an invoice."""

    id: int
    name: str | None
    description: Annotated[
        str | None, Meta(description="What the document says beside the name; else the same as name.")
    ]
    sku: str | None
    quantity: Annotated[Decimal | None, Meta(description="At most six decimals.")]
    unit: Annotated[str | None, Meta(description="Unit of measure as written.")]
    price: Annotated[Decimal | None, Meta(description="Price of one unit, at most six decimals.")]
    amount: Annotated[Decimal | None, Meta(description="Amount of the line; quantity x price where none was given.")]
    line_cost: Annotated[Decimal | None, Meta(description="The same as amount.")]
    is_taxed: bool | None
    dimensions: Coding
    coding: Origins
    custom_fields: dict[str, Any] | None
    gl_splits: Annotated[list[GlSplit] | None, Meta(description="Extension. Null while the line is not split.")]
    catalog: Annotated[
        CatalogMatch | None,
        Meta(description="Extension. Null where the vendor's lines are not matched with the catalog."),
    ]


class HistoryEntry(msgspec.Struct):
    """Something that happened to the invoice."""

    id: Annotated[int, Meta(description="From 1, in the order in which it happened.")]
    date: Instant
    date_utc: InstantUtc
    reason: Annotated[str, Meta(description="Kind of action.", examples=["entered", "changed", "approved", "exported"])]
    message: str | None
    user: Person | None


class ItemsProcessingResult(msgspec.Struct):
    """What became of the items of a PATCH, by their index in the request."""

    success: Annotated[dict[str, int], Meta(description="Index -> id of the line.")]
    failure: Annotated[dict[str, str], Meta(description="Index -> what is wrong with it.")]
    status: Annotated[str, Meta(extra_json_schema={"enum": ["success", "partial_success", "failure"]})]


class InvoiceObject(msgspec.Struct, kw_only=True):
    """An invoice, as lists show it."""

    id: Annotated[str, Meta(description="UUID.")]
    invoice_id: Annotated[int, Meta(description="Integer id; every endpoint takes either.")]
    number: str | None
    invoice_number: Annotated[str | None, Meta(description="The same as number.")]
    ottimate_company_id: int
    ottimate_location_id: int
    ottimate_location_name: str
    ottimate_vendor_id: int | None
    ottimate_vendor_name: Annotated[str | None, Meta(description="Of an unknown vendor: the name as it was read.")]
    erp_vendor_id: str | None
    invoice_date: date | None
    due_date: date | None
    posting_date: date | None
    total_amount: Amount
    total_tax: Amount
    discount_amount: Amount
    outstanding_balance: Annotated[Decimal | None, Meta(description="What is still unpaid.")]
    currency: Annotated[str, Meta(description="ISO 4217.", examples=["USD"])]
    type: InvoiceType
    status: Status
    payment_status: PaymentStatus
    payment_info: Annotated[PaymentInfo | UnsetType, Meta(description="Only of a paid invoice.")] = UNSET
    purchase_order: str | None
    notes: str | None
    export_transaction_id: Annotated[
        str | None, Meta(description="Extension: the ERP's id of the posting, as it was told when it was exported.")
    ]
    export_job_id: Annotated[
        str | None, Meta(description="Extension: the export job that has the invoice and waits for the ERP.")
    ]
    created_at: Instant
    created_at_utc: InstantUtc
    approved_date: Instant | None
    approved_date_utc: InstantUtc | None
    exported_date: Instant | None
    exported_date_utc: InstantUtc | None
    last_modified_date: Instant | None
    last_modified_date_utc: InstantUtc | None
    last_modified_user: Person | None
    error: Annotated[str | None, Meta(description="Why it was flagged, or what keeps it from going on.")]
    reasons: Annotated[list[AttentionReason], Meta(description="Extension: the same, one by one.")]
    has_price_variance: bool
    has_unmatched_items: bool
    on_hold: OnHold
    reference_id: Annotated[
        str | None, Meta(description="The upload it was read from: of several documents in one file the same.")
    ]
    url: Annotated[str, Meta(description="The invoice in the dashboard.")]
    images: list[InvoiceImage]
    dimensions: Coding
    coding: Annotated[Origins | UnsetType, Meta(description="Shown where the items are.")] = UNSET
    custom_fields: dict[str, Any] | None
    items: Annotated[list[ItemObject] | UnsetType, Meta(description="In lists only with expand=items.")] = UNSET
    approvers: Annotated[
        list[ApprovalObject] | UnsetType, Meta(description="Extension: only with expand=approvers, the whole chain.")
    ] = UNSET
    etag: Annotated[
        str | UnsetType, Meta(description="Extension: only with expand=approvers, its version to be decided over.")
    ] = UNSET


class InvoiceDetail(InvoiceObject, kw_only=True):
    """An invoice in full. The ETag header carries its version, for If-Match."""

    version: str
    gl_splits: Annotated[
        list[GlSplit] | None,
        Meta(description="Parts of the total or of lines: those entered, and those of split rules. Null if not split."),
    ] = None
    history: Annotated[list[HistoryEntry] | UnsetType, Meta(description="Only with expand=history.")] = UNSET
    extraction: Annotated[
        ExtractionObject | UnsetType | None,
        Meta(description="Only with expand=extraction: what the paper says. Null if there is no paper."),
    ] = UNSET
    sums: Annotated[LineSums | UnsetType, Meta(description="Only with expand=sums. Extension.")] = UNSET
    items_processing_result: Annotated[
        ItemsProcessingResult | UnsetType, Meta(description="Only in answers of a PATCH that carried items.")
    ] = UNSET


class InvoiceVersion(msgspec.Struct):
    """Answer of GET /invoices/{id}/version (extension): whether what somebody is looking at is still what there is."""

    version: str
    id: Annotated[str, Meta(description="UUID.")]
    record_version: Annotated[int, Meta(description="Grows with every change; the ETag of the invoice begins with it.")]
    status: Status
    last_modified_date: Instant | None
    last_modified_date_utc: InstantUtc | None
    last_modified_user: Person | None


class InvoiceList(msgspec.Struct):
    """Answer of GET /invoices, newest created first."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[InvoiceObject]
