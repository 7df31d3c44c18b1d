"""API shapes of bodies that write receipts (contract/invoices-and-catalog.md sections 6.2, 6.4 and 6.5). They document what
rules/receipt_fields.py and rules/receipt_bulk.py read."""

from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.platform.http.rows import IntId
from payables.purchasing.rules.receipt_bulk import MOST_LINES_IN_ALL, MOST_RECEIPTS
from payables.purchasing.rules.receipt_fields import FURTHEST_AHEAD, LONGEST


def _text(name: str, description: str) -> Meta:
    return Meta(description=description, extra_json_schema={"maxLength": LONGEST[name]})


Day = Annotated[
    str,
    Meta(
        description=f"Day of delivery, YYYY-MM-DD; at most {FURTHEST_AHEAD.days} days ahead.",
        extra_json_schema={"format": "date"},
    ),
]
Sum = Annotated[Decimal, Meta(description="Zero or more, with at most the decimals of the company's currency.")]
Number = Annotated[str, _text("receipt_number", "As the ERP has it; unique among the receipts of an order.")]
ExternalId = Annotated[str, _text("external_id", "Your id of the receipt; sent again, it updates the receipt.")]
InvoiceNumber = Annotated[str, _text("invoice_number_ref", "An invoice that is known to belong to it.")]
Note = Annotated[str, _text("note", "Shown with the receipt.")]
OrderId = Annotated[
    str, Meta(description="UUID of the order; or name it by vendor, location and number or external id.")
]
ErpVendorId = Annotated[str, _text("erp_vendor_id", "The order's vendor in the ERP.")]
PoNumber = Annotated[str, _text("po_number", "The order's number; case, blanks and leading zeros do not matter.")]
PoExternalId = Annotated[str, _text("po_external_id", "Your id of the order.")]
OrderItemId = Annotated[str, Meta(description="UUID of the order's line.")]
OrderItemExternalId = Annotated[str, _text("po_external_item_id", "Your id of the order's line.")]
Sku = Annotated[str, _text("sku", "Item number that exactly one line of the order has.")]
Quantity = Annotated[Decimal, Meta(description="Zero or more, at most six decimals.")]
Price = Annotated[Decimal, Meta(description="Of one unit, zero or more.")]
LineId = Annotated[str, _text("external_id", "Your id of the line, unique in the receipt.")]
Uom = Annotated[str, _text("uom", "Unit of measure; that of the order's line if left out.")]


class ReceiptItemBody(msgspec.Struct, kw_only=True):
    """A line of a receipt: how much came of which line of the order."""

    quantity: Quantity
    ottimate_po_item_id: OrderItemId | None = None
    po_external_item_id: OrderItemExternalId | None = None
    sku: Sku | None = None
    external_id: LineId | None = None
    price: Price | None = None
    uom: Uom | None = None


class ReceiptBody(msgspec.Struct, kw_only=True):
    """Body of POST /receipts. The order is named by ottimate_po_id, or by erp_vendor_id and ottimate_location_id with
    po_number or po_external_id."""

    receipt_number: Number
    date: Day
    total_amount: Sum
    items: Annotated[list[ReceiptItemBody], Meta(min_length=1)]
    ottimate_po_id: OrderId | None = None
    erp_vendor_id: ErpVendorId | None = None
    ottimate_location_id: IntId | None = None
    po_number: PoNumber | None = None
    po_external_id: PoExternalId | None = None
    external_id: ExternalId | None = None
    invoice_number_ref: InvoiceNumber | None = None
    note: Note | None = None


class ReceiptItemChange(msgspec.Struct, kw_only=True):
    """A line of a PATCH: with `id` it is changed, without it is added (then it needs a quantity and the order's line)."""

    id: Annotated[str | UnsetType, Meta(description="UUID of the line.")] = UNSET
    quantity: Quantity | UnsetType = UNSET
    ottimate_po_item_id: OrderItemId | UnsetType = UNSET
    po_external_item_id: OrderItemExternalId | UnsetType = UNSET
    sku: Sku | UnsetType = UNSET
    external_id: LineId | UnsetType | None = UNSET
    price: Price | UnsetType | None = UNSET
    uom: Uom | UnsetType | None = UNSET


class ReceiptChange(msgspec.Struct, kw_only=True):
    """Body of PATCH /receipts/{id}. What is left out is kept; null takes a value away. receipt_number, status, external_id and
    ottimate_po_id may be sent only as they are."""

    receipt_number: Number | UnsetType = UNSET
    date: Day | UnsetType = UNSET
    total_amount: Sum | UnsetType = UNSET
    invoice_number_ref: InvoiceNumber | UnsetType | None = UNSET
    note: Note | UnsetType | None = UNSET
    items: list[ReceiptItemChange] | UnsetType | None = UNSET


class ReceiptsBody(msgspec.Struct, kw_only=True):
    """Body of POST /receipts/bulk."""

    ottimate_company_id: IntId
    receipts: Annotated[
        list[ReceiptBody],
        Meta(min_length=1, max_length=MOST_RECEIPTS, description=f"With at most {MOST_LINES_IN_ALL} lines in all."),
    ]


class ReceiptReason(msgspec.Struct):
    """Body of archiving or deleting a receipt."""

    reason: Annotated[
        str,
        Meta(description="Why it is none: shown with it.", extra_json_schema={"minLength": 1, "maxLength": 2000}),
    ]


class ReopenReceipt(msgspec.Struct):
    """Body of reopening a receipt; may be left out."""

    reason: Annotated[str | None, Meta(description="Shown in the trail.", extra_json_schema={"maxLength": 2000})] = None
