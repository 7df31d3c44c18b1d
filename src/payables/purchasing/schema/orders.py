"""API shapes of orders as they are read (contract/invoices-and-catalog.md sections 5.1 to 5.4)."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.platform.http.instants import Instant, InstantUtc
from payables.purchasing.model import OrderStatus

Amount = Annotated[Decimal | None, Meta(description="In the currency of the company.")]


class LineDimension(msgspec.Struct):
    """A dimension that a line is coded with."""

    id: Annotated[str, Meta(examples=["dim_VOH21Up3M7HV"])]
    erp_dimension_id: str
    name: str
    code: str


class OrderItemObject(msgspec.Struct):
    """A line of an order."""

    id: str
    external_id: str | None
    name: str
    sku: str | None
    quantity: Annotated[Decimal, Meta(description="0: the ERP has taken the line back.")]
    price: Annotated[Decimal, Meta(description="Of one unit.")]
    uom: Annotated[str | None, Meta(description="Unit of measure as written.")]
    dimensions: Annotated[dict[str, LineDimension], Meta(description="Dimension type in capitals -> its dimension.")]
    quantity_received: Annotated[Decimal, Meta(description="Extension. By receipts, in the line's unit.")]
    quantity_billed: Annotated[Decimal, Meta(description="Extension. By matched invoices, never more than ordered.")]
    created_date: Instant
    created_date_utc: InstantUtc
    last_modified_date: Instant
    last_modified_date_utc: InstantUtc


class OrderBasics(msgspec.Struct, kw_only=True):
    """What every answer with an order shows."""

    id: str
    external_id: str | None
    po_number: str
    status: OrderStatus
    ottimate_location_id: int
    ottimate_company_id: int
    date: date
    erp_vendor_id: str
    erp_vendor_name: str | None
    ottimate_vendor_name: Annotated[
        str | None, Meta(description="Extension. What the company calls the vendor; null while it has no such vendor.")
    ]
    total_amount: Amount
    created_date: Instant
    created_date_utc: InstantUtc
    last_modified_date: Instant
    last_modified_date_utc: InstantUtc
    custom_fields: dict[str, Any] | None


class OrderSummary(OrderBasics, kw_only=True):
    """An order of a list."""

    items: Annotated[list[OrderItemObject] | UnsetType, Meta(description="With expand=items.")] = UNSET


class OrderObject(OrderBasics, kw_only=True):
    """An order in full."""

    tax: Amount
    freight: Amount
    miscellaneous_charges: Amount
    invoice_number_ref: str | None
    is_2_way: Annotated[bool, Meta(description="Matched without receipts, as services are.")]
    ottimate_vendor_id: Annotated[int | None, Meta(description="Extension. Null while the company has no such vendor.")]
    put_away_reason: Annotated[
        str | None, Meta(description="Extension. Why somebody closed, archived or deleted the order.")
    ]
    problem: Annotated[
        str | None,
        Meta(description="Extension. Why it is flagged: a stable code.", examples=["billed_more_than_ordered"]),
    ]
    steps: Annotated[
        list[str], Meta(description="Extension. What its status lets be done with it: close, archive, delete, reopen.")
    ]
    items: list[OrderItemObject]


class OrderList(msgspec.Struct):
    """Answer of GET /purchase-orders, newest created first."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    purchase_orders: list[OrderSummary]


class OrderDetail(msgspec.Struct):
    """Answer of GET /purchase-orders/{id}, and of the steps that are taken with one."""

    version: str
    purchase_order: OrderObject


class OrderEntered(OrderObject, kw_only=True):
    """Answer of POST /purchase-orders: without a version, as the contract has it."""

    items_count: int


class OrderChanged(msgspec.Struct):
    """Answer of PATCH /purchase-orders/{id}."""

    version: str
    id: str
    external_id: str | None
    po_number: str
    status: OrderStatus
    ottimate_location_id: int
    ottimate_company_id: int
    date: date
    erp_vendor_id: str
    erp_vendor_name: str | None
    total_amount: Amount
    items_count: int
    last_modified_date: Instant
    last_modified_date_utc: InstantUtc
