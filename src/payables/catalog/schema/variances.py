"""API shapes of price variances and their batches (contract/invoices-and-catalog.md sections 7.7 and 7.8)."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.catalog.model import ExceptionType
from payables.catalog.schema.prices import Count, EntryId
from payables.platform.http.instants import Instant, InstantUtc
from payables.platform.http.rows import IntId

Price = Annotated[
    Decimal | None,
    Meta(description="As billed, per pack of the catalog; per unit as billed where the two cannot be converted."),
]
Quantity = Annotated[Decimal | None, Meta(description="In what the price is for.")]
Effective = Annotated[
    Decimal | None,
    Meta(description="What was agreed for the location on that day, allowances taken off. Null if nothing."),
]
Variance = Annotated[
    Decimal | None,
    Meta(description="Price minus effective price: positive is overbilling. Null if they are not compared."),
]
Stage = Literal["exported", "draft"]


class LastInvoiceItem(msgspec.Struct):
    """The latest line of an entry, of those that were asked for."""

    id: int
    price: Price
    invoice_date: date | None
    price_variance: Variance
    effective_price: Effective


class VarianceItem(msgspec.Struct):
    """A line of an invoice that was matched to the entry."""

    id: int
    invoice_id: int
    item_name: str
    price: Price
    quantity: Quantity
    invoice_date: date | None
    price_variance: Variance
    effective_price: Effective


class VarianceObject(msgspec.Struct):
    """An entry that was bought in the period."""

    id: EntryId
    item_name: str
    sku: str | None
    upc: str | None
    pack_size: str | None
    erp_vendor_id: str
    last_invoice_item: LastInvoiceItem
    invoice_items: Annotated[
        list[VarianceItem] | UnsetType,
        Meta(description="Only with expand=invoice_items: the latest lines, at most 20."),
    ] = UNSET
    has_more: Annotated[
        bool | UnsetType,
        Meta(description="Only with expand=invoice_items: more lines at /v1/catalog/variances/{id}/invoice-items."),
    ] = UNSET


class VarianceList(msgspec.Struct):
    """Answer of GET /catalog/variances: bought last first."""

    version: str
    count: Count
    page: int
    limit: int
    results: list[VarianceObject]


class VarianceItemList(msgspec.Struct):
    """Answer of GET /catalog/variances/{id}/invoice-items, the latest first."""

    version: str
    count: Count
    page: int
    limit: int
    results: list[VarianceItem]


class CostbatchItem(msgspec.Struct):
    """An entry of a batch. Prices are decimal strings."""

    catalog_entry_id: EntryId
    catalog_unique_key: str
    erp_vendor_id: str
    item_name: str
    sku: str | None
    upc: str | None
    pack_size: str | None
    uom: str | None
    price: str | None
    effective_price: str | None
    price_variance: str | None
    invoice_date: str | None


class CostbatchPayload(msgspec.Struct):
    """What a batch carries to where prices are kept."""

    description: str
    zone: str
    import_def_id: Annotated[int, Meta(description="0 when unset.")]
    external_batch_number: str
    start_datetime: Instant
    catalog_items: list[CostbatchItem]


class VarianceBatchObject(msgspec.Struct, kw_only=True):
    """Variances as they stood when the batch was made."""

    id: Annotated[str, Meta(description="ctb_ and a number.", examples=["ctb_12345"])]
    ottimate_company_id: int
    batch_number: str
    export_status: Stage
    exported_at: Annotated[Instant | None, Meta(description="Null of a draft.")]
    exported_at_utc: InstantUtc | None
    costbatch_payload: CostbatchPayload
    invoice_start_date: Annotated[date | None, Meta(description="Extension.")]
    invoice_end_date: Annotated[date | None, Meta(description="Extension.")]
    created_date: Annotated[Instant, Meta(description="Extension.")]
    created_date_utc: InstantUtc


class VarianceBatchAnswer(VarianceBatchObject, kw_only=True):
    """One batch."""

    version: str


class VarianceBatchList(msgspec.Struct):
    """Answer of GET /catalog/variance-batches: exported last first."""

    version: str
    count: Count
    next: Annotated[str | None, Meta(description="Address of the next page.")]
    previous: Annotated[str | None, Meta(description="Address of the page before.")]
    page: int
    limit: int
    per_page: Annotated[int, Meta(description="The same as limit.")]
    results: list[VarianceBatchObject]


class VarianceBatchBody(msgspec.Struct, kw_only=True):
    """Body of POST /catalog/variance-batches."""

    ottimate_company_id: IntId
    invoice_start_date: Annotated[date | None, Meta(description="Lines of invoices of this day and later.")] = None
    invoice_end_date: Annotated[date | None, Meta(description="Lines of invoices of this day and earlier.")] = None
    ottimate_location_ids: Annotated[list[IntId], Meta(max_length=500)] | None = None
    erp_vendor_ids: Annotated[list[str], Meta(max_length=500)] | None = None
    exception_type: ExceptionType | None = None
    batch_number: (
        Annotated[
            str, Meta(min_length=1, max_length=100, description="Yours, unique in the company; made if left out.")
        ]
        | None
    ) = None
    description: Annotated[str, Meta(max_length=500)] | None = None
    zone: Annotated[str, Meta(max_length=100)] | None = None
    import_def_id: Annotated[int, Meta(ge=0, le=2**31 - 1)] = 0
    external_batch_number: Annotated[str, Meta(max_length=100)] | None = None
    start_datetime: Annotated[
        str | None, Meta(description="From when the new costs hold, ISO 8601; now if left out.")
    ] = None


class ValidationObject(msgspec.Struct):
    """Whether lines of a vendor's invoices are matched with the catalog."""

    ottimate_vendor_id: int
    erp_vendor_id: str | None
    erp_vendor_name: str
    item_validation: bool
    is_default: Annotated[bool, Meta(description="Nobody has set it: on where the catalog has entries of the vendor.")]
    catalog_entries: int


class ValidationAnswer(msgspec.Struct):
    """One vendor."""

    version: str
    ottimate_company_id: int
    vendor: ValidationObject


class ValidationList(msgspec.Struct):
    """Vendors with entries, and those of whom somebody has said so."""

    version: str
    count: Count
    page: int
    limit: int
    results: list[ValidationObject]


class ValidationChange(msgspec.Struct):
    """Body of PATCH /catalog/item-validation."""

    item_validation: Annotated[bool | None, Meta(description="null goes back to the default.")]
    ottimate_vendor_id: IntId | None = None
    erp_vendor_id: str | None = None


class HiddenAnswer(msgspec.Struct):
    """An entry that is hidden from matching, or is not."""

    version: str
    catalog_entry_id: EntryId
    is_hidden: bool
