"""API shapes of reports (extension). Amounts are JSON numbers in the currency that stands beside them."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import Meta


class AccrualLine(msgspec.Struct, kw_only=True):
    """A line of an order of which more was received than invoiced."""

    ottimate_po_id: str
    po_number: str
    ottimate_po_item_id: str
    ottimate_location_id: int
    ottimate_vendor_id: int | None
    erp_vendor_id: str
    erp_vendor_name: str | None
    name: str
    sku: str | None
    uom: str | None
    price: Decimal
    quantity_received: Decimal
    quantity_invoiced: Decimal
    quantity: Annotated[Decimal, Meta(description="Received and not invoiced.")]
    amount: Annotated[Decimal, Meta(description="At the order's price.")]
    last_received: date
    dimensions: Annotated[
        dict[str, str], Meta(description="Dimension type -> id of the dimension, for the accrual entry.")
    ]


class AccrualReport(msgspec.Struct, kw_only=True):
    """Received and not invoiced on a day; the longest waiting first."""

    version: str
    lines_count: Annotated[int, Meta(description="Of all pages.")]
    page: int
    limit: int
    lines: list[AccrualLine]
    as_of: date
    currency: str
    total_amount: Annotated[Decimal, Meta(description="Of all lines, not only this page.")]


class OpenOrderLine(msgspec.Struct, kw_only=True):
    """An order of which something is still to come or to be billed. Amounts at the order's prices."""

    ottimate_po_id: str
    po_number: str
    external_id: str | None
    status: str
    ottimate_location_id: int
    ottimate_vendor_id: int | None
    erp_vendor_id: str
    erp_vendor_name: str | None
    date: date
    age_days: int
    is_2_way: bool
    total_amount: Decimal
    ordered_amount: Decimal
    received_amount: Decimal
    billed_amount: Decimal
    open_amount: Annotated[Decimal, Meta(description="Ordered and not billed.")]


class OpenOrderReport(msgspec.Struct, kw_only=True):
    """Open orders, the oldest first."""

    version: str
    orders_count: Annotated[int, Meta(description="Of all pages.")]
    page: int
    limit: int
    orders: list[OpenOrderLine]
    currency: str
    total_open_amount: Annotated[Decimal, Meta(description="Of all orders, not only this page.")]


class HotItem(msgspec.Struct, kw_only=True):
    """A catalog entry that was billed above the agreed price."""

    catalog_entry_id: str
    item_name: str
    sku: str | None
    ottimate_vendor_id: int
    erp_vendor_name: str
    lines: int
    invoices: int
    quantity: Annotated[Decimal, Meta(description="Packs of the catalog.")]
    overbilled_amount: Annotated[Decimal, Meta(description="In all, above the agreed price.")]
    highest_variance: Annotated[Decimal, Meta(description="Per pack.")]
    last_price: Decimal
    last_effective_price: Decimal
    last_invoice_date: date | None


class HotList(msgspec.Struct, kw_only=True):
    """What costs most above the agreed price, first."""

    version: str
    ottimate_company_id: int
    currency: str
    items: list[HotItem]


class AgedVendor(msgspec.Struct, kw_only=True):
    """What a vendor was owed, by days overdue. Without a due date the day of the invoice counts."""

    ottimate_vendor_id: int | None
    erp_vendor_id: str | None
    erp_vendor_name: Annotated[str | None, Meta(description="As the paper says it where the vendor is not known.")]
    currency: str
    count: Annotated[int, Meta(description="Documents that were open.")]
    not_due: Decimal
    days_1_30: Decimal
    days_31_60: Decimal
    days_61_90: Decimal
    days_over_90: Decimal
    total: Decimal
    approved: Annotated[Decimal, Meta(description="How much of the total was approved by then.")]


class AgedTotal(msgspec.Struct, kw_only=True):
    """Of all vendors in one currency."""

    currency: str
    not_due: Decimal
    days_1_30: Decimal
    days_31_60: Decimal
    days_61_90: Decimal
    days_over_90: Decimal
    total: Decimal
    approved: Decimal


class AgingReport(msgspec.Struct, kw_only=True):
    """What a company owed on a day."""

    version: str
    ottimate_company_id: int
    as_of: date
    vendors_count: Annotated[int, Meta(description="Of all pages; a vendor once for each currency.")]
    page: int
    limit: int
    vendors: Annotated[list[AgedVendor], Meta(description="The most owed first.")]
    totals: Annotated[list[AgedTotal], Meta(description="Of all vendors, not only this page.")]
