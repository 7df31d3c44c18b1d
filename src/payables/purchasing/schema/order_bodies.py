"""API shapes of bodies that write orders (contract/invoices-and-catalog.md sections 5.2, 5.4 and 5.5). They document what
rules/order_fields.py and rules/order_bulk.py read."""

from decimal import Decimal
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.platform.http.rows import IntId
from payables.purchasing.rules.order_bulk import MOST_LINES_IN_ALL, MOST_ORDERS
from payables.purchasing.rules.order_fields import LONGEST


def _text(name: str, description: str) -> Meta:
    return Meta(description=description, extra_json_schema={"maxLength": LONGEST[name]})


Day = Annotated[str, Meta(description="YYYY-MM-DD.", extra_json_schema={"format": "date"})]
Sum = Annotated[Decimal, Meta(description="Zero or more, with at most the decimals of the company's currency.")]
PoNumber = Annotated[str, _text("po_number", "As the ERP has it; never made here.")]
ErpVendorId = Annotated[
    str,
    _text(
        "erp_vendor_id", "The vendor's id in the ERP. Not known yet: the order is pending until the vendor is there."
    ),
]
ErpVendorName = Annotated[str, _text("erp_vendor_name", "As the ERP has it.")]
ExternalId = Annotated[str, _text("external_id", "Your id of the order; sent again, it updates the order.")]
InvoiceNumber = Annotated[str, _text("invoice_number_ref", "An invoice that is known to belong to it.")]
TwoWay = Annotated[bool, Meta(description="True: matched without receipts.")]
CustomFields = Annotated[dict[str, Any], Meta(description="Key -> value; one left out gets its default.")]
Name = Annotated[str, _text("name", "What is ordered.")]
Quantity = Annotated[Decimal, Meta(description="Zero or more, at most six decimals.")]
Price = Annotated[Decimal, Meta(description="Of one unit, at most six decimals; a discount is negative.")]
LineId = Annotated[str, _text("external_id", "Your id of the line, unique in the order.")]
Sku = Annotated[str, _text("sku", "The vendor's item number.")]
Uom = Annotated[str, _text("uom", "Unit of measure.")]
Dimensions = Annotated[
    dict[str, str],
    Meta(
        description="Dimension type -> erp_dimension_id or code; replaces all that the line has. Left out or null: no "
        "change. {} is refused.",
        examples=[{"DEPARTMENT": "DEPT-001"}],
    ),
]


class OrderItemBody(msgspec.Struct, kw_only=True):
    """A line of an order."""

    name: Name
    quantity: Quantity
    price: Price
    external_id: LineId | None = None
    sku: Sku | None = None
    uom: Uom | None = None
    dimensions: Dimensions | None = None


class OrderFields(msgspec.Struct, kw_only=True):
    """What an order is sent with."""

    po_number: PoNumber
    erp_vendor_id: ErpVendorId
    date: Day
    total_amount: Sum
    items: Annotated[list[OrderItemBody], Meta(min_length=1)]
    external_id: ExternalId | None = None
    erp_vendor_name: ErpVendorName | None = None
    invoice_number_ref: InvoiceNumber | None = None
    tax: Sum | None = None
    freight: Sum | None = None
    miscellaneous_charges: Sum | None = None
    is_2_way: TwoWay | None = None
    custom_fields: CustomFields | None = None


class OrderBody(OrderFields, kw_only=True):
    """Body of POST /purchase-orders."""

    ottimate_location_id: IntId


class BulkOrderBody(OrderFields, kw_only=True):
    """An order of a bulk."""

    ottimate_location_id: Annotated[IntId | None, Meta(description="Instead of the bulk's.")] = None


class OrderItemChange(msgspec.Struct, kw_only=True):
    """A line of a PATCH: with `id` it is changed, without it is added (then name, quantity and price are needed)."""

    id: Annotated[str | UnsetType, Meta(description="UUID of the line.")] = UNSET
    name: Name | UnsetType = UNSET
    quantity: Quantity | UnsetType = UNSET
    price: Price | UnsetType = UNSET
    external_id: LineId | UnsetType | None = UNSET
    sku: Sku | UnsetType | None = UNSET
    uom: Uom | UnsetType | None = UNSET
    dimensions: Dimensions | UnsetType | None = UNSET


class OrderChange(msgspec.Struct, kw_only=True):
    """Body of PATCH /purchase-orders/{id}. What is left out is kept; null takes a value away. status, po_number,
    external_id, erp_vendor_id and ottimate_location_id may be sent only as they are."""

    erp_vendor_name: ErpVendorName | UnsetType | None = UNSET
    date: Day | UnsetType = UNSET
    total_amount: Sum | UnsetType = UNSET
    tax: Sum | UnsetType | None = UNSET
    freight: Sum | UnsetType | None = UNSET
    miscellaneous_charges: Sum | UnsetType | None = UNSET
    invoice_number_ref: InvoiceNumber | UnsetType | None = UNSET
    is_2_way: TwoWay | UnsetType | None = UNSET
    custom_fields: CustomFields | UnsetType | None = UNSET
    items: list[OrderItemChange] | UnsetType | None = UNSET


class OrdersBody(msgspec.Struct, kw_only=True):
    """Body of POST /purchase-orders/bulk."""

    ottimate_company_id: IntId
    ottimate_location_id: Annotated[IntId, Meta(description="Of the orders that name none.")]
    purchase_orders: Annotated[
        list[BulkOrderBody],
        Meta(min_length=1, max_length=MOST_ORDERS, description=f"With at most {MOST_LINES_IN_ALL} lines in all."),
    ]


class BulkSummary(msgspec.Struct):
    """What was taken in."""

    count: Annotated[int, Meta(description="Orders or receipts.")]
    total_items: int


class BulkAccepted(msgspec.Struct):
    """Answer of a bulk of orders or receipts: each is worked on by itself."""

    version: str
    status: Annotated[str, Meta(examples=["processing"])]
    batch_id: str
    batch_url: Annotated[str, Meta(description="Relative: how far it is.")]
    results_url: Annotated[str, Meta(description="Relative: what became of each.")]
    summary: BulkSummary


class CloseBody(msgspec.Struct):
    """Body of POST /purchase-orders/{id}/close."""

    reason: Annotated[
        str,
        Meta(
            description="Why nothing more is expected: shown with the order.",
            extra_json_schema={"minLength": 1, "maxLength": 2000},
        ),
    ]


class WhyBody(msgspec.Struct):
    """Body of archiving, deleting or reopening an order; may be left out."""

    reason: Annotated[str | None, Meta(description="Shown with the order.", extra_json_schema={"maxLength": 2000})] = (
        None
    )
