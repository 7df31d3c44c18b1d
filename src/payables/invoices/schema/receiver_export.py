"""API shapes of what was received (contract/invoices-and-catalog.md section 3.9)."""

from decimal import Decimal
from typing import Annotated, Literal

import msgspec
from msgspec import Meta


class ReceiverLine(msgspec.Struct):
    """A line that was matched to a catalog entry."""

    catalog_unique_key: str | None
    upc: Annotated[str, Meta(description="Padded with zeros to 13 digits; empty if there is none.")]
    description: Annotated[str, Meta(description="Name of the catalog's item.")]
    uom: Annotated[str, Meta(description="The catalog's unit, such as CS, EA, LB.")]
    case_pack: Annotated[Decimal, Meta(description="Units per case.")]
    quantity_received: Annotated[
        Decimal | None,
        Meta(
            description="Cases: of a line priced by unit, divided by case_pack. As billed where it cannot be converted."
        ),
    ]
    unit_price: Annotated[Decimal | None, Meta(description="As billed, without a sign.")]
    extended_price: Annotated[Decimal | None, Meta(description="As billed, without a sign.")]
    pack_size: str | None
    vendor_id: Annotated[str | None, Meta(description="How the location knows the vendor.")]
    ottimate_catalog_id: str


class ReceivedInvoice(msgspec.Struct):
    """An exported invoice with the lines that were matched."""

    ottimate_invoice_id: str
    ottimate_company_id: int
    ottimate_location_id: int
    invoice_number: str | None
    vendor_name: str
    invoice_date: str | None
    exported_at: str | None
    exported_at_utc: str | None
    receiver_status: Literal["success"]
    receiver_lines: list[ReceiverLine]


class ReceiverExport(msgspec.Struct):
    """Answer of GET /invoices/receiver-export."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    next: Annotated[str | None, Meta(description="Address of the next page.")]
    previous: Annotated[str | None, Meta(description="Address of the page before.")]
    page: int
    limit: int
    per_page: Annotated[int, Meta(description="The same as limit.")]
    results: list[ReceivedInvoice]
