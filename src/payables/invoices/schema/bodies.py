"""API shapes of bodies that write invoices (contract/invoices-and-catalog.md sections 3.3 to 3.5).

They document what rules/fields.py and rules/images.py read.
"""

from decimal import Decimal
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.invoices.rules.fields import LONGEST, WritableType
from payables.platform.http.rows import IntId


def _text(name: str, description: str) -> Meta:
    return Meta(description=description, extra_json_schema={"maxLength": LONGEST[name]})


_DAY = Meta(description="YYYY-MM-DD.", extra_json_schema={"format": "date"})

Day = Annotated[str, _DAY]
SentAmount = Annotated[Decimal, Meta(description="Positive, with at most the decimals of the currency.")]
LineAmount = Annotated[Decimal, Meta(description="quantity x price if left out.")]
Fine = Annotated[Decimal, Meta(description="At most six decimals.")]
Name = Annotated[str, _text("name", "What was bought.")]
Sku = Annotated[str, _text("sku", "The vendor's item number.")]
Unit = Annotated[str, _text("unit", "Unit of measure. Extension.")]
InvoiceNumber = Annotated[str, _text("invoice_number", "As the vendor wrote it.")]
SameNumber = Annotated[
    InvoiceNumber | UnsetType | None, Meta(description="The same as invoice_number, under the name of the answer.")
]
ErpVendorId = Annotated[str, _text("erp_vendor_id", "The vendor's id in the ERP.")]
PurchaseOrder = Annotated[str, _text("purchase_order", "PO number.")]
Notes = Annotated[str, _text("notes", "Free text.")]
Currency = Annotated[str, Meta(description="ISO 4217; the company's if left out.", examples=["USD"])]
Dimensions = Annotated[
    dict[str, str],
    Meta(description="Dimension type -> erp_dimension_id or code.", examples=[{"DEPARTMENT": "DEPT-001"}]),
]
LineDimensions = Annotated[
    dict[str, str | None], Meta(description="Merged with what the line has; null takes one type away.")
]
CustomFields = Annotated[
    dict[str, Any], Meta(description="Key -> value of the account's custom fields; one left out gets its default.")
]


class RawImage(msgspec.Struct):
    """A file: PDF, JPG, JPEG or PNG, at most 25 MB."""

    filename: Annotated[str, Meta(description="Its extension decides the format.", examples=["invoice.pdf"])]
    data: Annotated[str, Meta(description="The bytes in base64.")]


RawImages = Annotated[list[RawImage], Meta(max_length=20)]


class InvoiceItemBody(msgspec.Struct, kw_only=True):
    """A line of a new invoice: quantity and price, or an amount."""

    name: Name
    quantity: Fine | UnsetType = UNSET
    price: Fine | UnsetType = UNSET
    amount: LineAmount | UnsetType = UNSET
    sku: Sku | None = None
    unit: Unit | None = None
    is_taxed: bool | None = None
    dimensions: Dimensions | None = None
    custom_fields: CustomFields | None = None


class InvoiceBody(msgspec.Struct, kw_only=True):
    """Body of POST /invoices. What is missing becomes a reason for needs-attention."""

    ottimate_location_id: IntId
    ottimate_company_id: Annotated[IntId | UnsetType, Meta(description="Must own the location.")] = UNSET
    ottimate_vendor_id: Annotated[IntId | None, Meta(description="Must exist in the company.")] = None
    erp_vendor_id: ErpVendorId | None = None
    invoice_number: InvoiceNumber | None = None
    invoice_date: Day | None = None
    due_date: Annotated[Day | None, Meta(description="By the vendor's net terms if left out.")] = None
    posting_date: Day | None = None
    total_amount: SentAmount | None = None
    total_tax: SentAmount | None = None
    discount_amount: SentAmount | None = None
    purchase_order: PurchaseOrder | None = None
    notes: Notes | None = None
    currency: Currency | UnsetType = UNSET
    type: WritableType | UnsetType = UNSET
    dimensions: Dimensions | None = None
    custom_fields: CustomFields | None = None
    items: list[InvoiceItemBody] | None = None
    image_urls: Annotated[
        list[str] | None,
        Meta(
            description="https addresses of PDF, JPG, JPEG or PNG files, fetched in the background; up to 20. The invoice "
            "needs attention until it has them.",
            examples=[["https://files.example.com/invoice.pdf"]],
        ),
    ] = None
    raw_images: RawImages | None = None


class InvoiceItemChange(msgspec.Struct, kw_only=True):
    """A line of a PATCH: with `id` it is changed or taken away, without it is added (then name, quantity and price are
    needed)."""

    id: IntId | UnsetType = UNSET
    name: Name | UnsetType = UNSET
    sku: Sku | UnsetType | None = UNSET
    quantity: Fine | UnsetType | None = UNSET
    unit: Unit | UnsetType | None = UNSET
    price: Fine | UnsetType | None = UNSET
    amount: LineAmount | UnsetType | None = UNSET
    is_taxed: bool | UnsetType | None = UNSET
    item: Annotated[int | UnsetType | None, Meta(description="Inventory item.")] = UNSET
    dimensions: LineDimensions | UnsetType = UNSET
    custom_fields: CustomFields | UnsetType | None = UNSET
    remove: Annotated[
        bool | UnsetType, Meta(description="Extension: the line with this `id` is taken away, with its splits.")
    ] = UNSET


class InvoiceChange(msgspec.Struct, kw_only=True):
    """Body of PATCH /invoices/{id}. What is left out is kept; null takes a value away."""

    ottimate_location_id: Annotated[IntId | UnsetType, Meta(description="Of the same company.")] = UNSET
    ottimate_vendor_id: IntId | UnsetType | None = UNSET
    erp_vendor_id: ErpVendorId | UnsetType | None = UNSET
    erp_vendor_name: Annotated[
        str | UnsetType, _text("erp_vendor_name", "With an erp_vendor_id that is new: the vendor is created.")
    ] = UNSET
    invoice_number: InvoiceNumber | UnsetType | None = UNSET
    number: SameNumber = UNSET
    invoice_date: Day | UnsetType | None = UNSET
    due_date: Day | UnsetType | None = UNSET
    posting_date: Day | UnsetType | None = UNSET
    total_amount: SentAmount | UnsetType | None = UNSET
    total_tax: SentAmount | UnsetType | None = UNSET
    discount_amount: SentAmount | UnsetType | None = UNSET
    purchase_order: PurchaseOrder | UnsetType | None = UNSET
    notes: Notes | UnsetType | None = UNSET
    currency: Currency | UnsetType = UNSET
    type: WritableType | UnsetType = UNSET
    dimensions: Annotated[
        Dimensions | UnsetType | None, Meta(description="Replaces all of the header's; {} takes all away.")
    ] = UNSET
    custom_fields: Annotated[
        CustomFields | UnsetType | None, Meta(description="Replaces all of the header's; null takes all away.")
    ] = UNSET
    items: Annotated[
        list[InvoiceItemChange] | UnsetType, Meta(description="Lines that are not named are left alone.")
    ] = UNSET
    confirm: Annotated[
        bool | list[str] | UnsetType,
        Meta(
            description="Extension: somebody has compared it with its paper. True answers all `reasons` that are confirmable, a "
            "list those of these fields (total_amount, items[2]): their values stay as they are."
        ),
    ] = UNSET
    image_urls: Annotated[
        list[str] | UnsetType,
        Meta(
            description="https addresses, up to 20: when all files are fetched they replace the present ones. [] takes all "
            "files away."
        ),
    ] = UNSET
    raw_images: Annotated[RawImages | UnsetType, Meta(description="Replaces all files; [] takes all away.")] = UNSET
