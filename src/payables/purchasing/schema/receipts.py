"""API shapes of receipts as they are read (contract/invoices-and-catalog.md sections 6.1 to 6.4)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.platform.http.instants import Instant, InstantUtc
from payables.purchasing.model import ReceiptStatus

Amount = Annotated[Decimal, Meta(description="In the currency of the company.")]
Problem = Annotated[
    str | None,
    Meta(
        description="Extension. Why it is flagged: a stable code.",
        examples=["received_more_than_ordered", "unit_not_convertible", "order_closed"],
    ),
]


class ReceiptItemObject(msgspec.Struct):
    """A delivered quantity of a line of the order."""

    id: str
    external_id: str | None
    ottimate_po_item_id: str
    name: Annotated[str, Meta(description="Of the order's line.")]
    sku: Annotated[str | None, Meta(description="Of the order's line.")]
    quantity: Annotated[Decimal, Meta(description="As it was told, in `uom`.")]
    price: Decimal | None
    uom: str | None
    quantity_counted: Annotated[
        Decimal | None,
        Meta(
            description="Extension. In the unit of the order's line; null where it cannot be converted: it does not count."
        ),
    ]
    quantity_billed: Annotated[Decimal, Meta(description="Extension. How much of that matched invoices pay for.")]
    created_date: Instant
    created_date_utc: InstantUtc
    last_modified_date: Instant
    last_modified_date_utc: InstantUtc


class ReceiptSummary(msgspec.Struct, kw_only=True):
    """A receipt of a list."""

    id: str
    external_id: str | None
    receipt_number: str
    status: ReceiptStatus
    ottimate_po_id: str
    date: date
    total_amount: Amount
    created_date: Instant
    created_date_utc: InstantUtc
    ottimate_company_id: Annotated[int, Meta(description="Extension. Of the order.")]
    problem: Problem
    po_number: Annotated[str, Meta(description="Extension. Of the order.")]
    erp_vendor_id: Annotated[str, Meta(description="Extension. Of the order.")]
    erp_vendor_name: Annotated[str | None, Meta(description="Extension. Of the order.")]
    ottimate_vendor_name: Annotated[str | None, Meta(description="Extension. What the company calls that vendor.")]
    ottimate_location_id: Annotated[int, Meta(description="Extension. Of the order.")]
    items: Annotated[list[ReceiptItemObject] | UnsetType, Meta(description="With expand=items.")] = UNSET


class ReceiptObject(ReceiptSummary, kw_only=True):
    """A receipt in full."""

    invoice_number_ref: str | None
    note: str | None
    put_away_reason: Annotated[str | None, Meta(description="Extension. Why somebody archived or deleted the receipt.")]
    last_modified_date: Instant
    last_modified_date_utc: InstantUtc
    steps: Annotated[
        list[str], Meta(description="Extension. What its status lets be done with it: archive, delete, reopen.")
    ]
    items: list[ReceiptItemObject]  # pyright: ignore[reportGeneralTypeIssues, reportIncompatibleVariableOverride] - always


class ReceiptList(msgspec.Struct):
    """Answer of GET /receipts, newest created first."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    receipts: list[ReceiptSummary]


class ReceiptDetail(msgspec.Struct):
    """Answer of GET /receipts/{id}, and of the steps that are taken with one."""

    version: str
    receipt: ReceiptObject


class ReceiptEntered(ReceiptObject, kw_only=True):
    """Answer of POST /receipts: without a version, as the contract has it."""

    items_count: int


class ReceiptChanged(msgspec.Struct):
    """Answer of PATCH /receipts/{id}."""

    version: str
    id: str
    external_id: str | None
    receipt_number: str
    status: ReceiptStatus
    ottimate_po_id: str
    date: date
    total_amount: Amount
    items_count: int
    last_modified_date: Instant
    last_modified_date_utc: InstantUtc
