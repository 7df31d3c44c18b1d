"""API shapes of matching's settings and tolerances (extension: the contract publishes none)."""

from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.access.model import Person
from payables.matching.model import OrdersNeeded
from payables.platform.http.instants import Instant, InstantUtc
from payables.platform.http.rows import IntId

Percent = Annotated[Decimal | None, Meta(description="In percent of what was agreed; null does not limit.")]
PriceAmount = Annotated[Decimal | None, Meta(description="Per unit of the order's line; null does not limit.")]
QuantityAmount = Annotated[Decimal | None, Meta(description="In the unit of the order's line; null does not limit.")]
ChargeAmount = Annotated[Decimal | None, Meta(description="In the invoice's currency; null does not limit.")]
Category = Annotated[
    str | None,
    Meta(description="Id of a dimension that the order's line is coded with.", examples=["dim_VOH21Up3M7HV"]),
]


class MatchingSettings(msgspec.Struct):
    """How a company matches."""

    version: str
    ottimate_company_id: int
    orders_needed: Annotated[
        OrdersNeeded,
        Meta(
            description="When an invoice for which no order is found is kept back: never; when it names one and the company "
            "has orders at all (as long as nothing is set); when_open: also whenever its vendor has an open order; "
            "always."
        ),
    ]


class MatchingSettingsChange(msgspec.Struct):
    """Body of PATCH /matching/settings."""

    orders_needed: OrdersNeeded


class MatchingTolerance(msgspec.Struct, kw_only=True):
    """How much more than agreed does not matter. Where a percentage and an amount are set, both hold; where neither is,
    nothing is tolerated. Of several that fit, the one of the vendor holds, then that of the category, then the company's."""

    version: str
    id: Annotated[str, Meta(description="UUID.")]
    ottimate_company_id: int
    ottimate_vendor_id: int | None
    erp_vendor_name: str | None
    category: Category
    price_percent: Percent
    price_amount: PriceAmount
    quantity_percent: Percent
    quantity_amount: QuantityAmount
    charge_percent: Percent
    charge_amount: ChargeAmount
    created_date: Instant
    created_date_utc: InstantUtc
    created_by: Person | None
    last_modified_date: Instant
    last_modified_date_utc: InstantUtc
    etag: Annotated[str, Meta(description="For If-Match of a change.")]


class MatchingToleranceList(msgspec.Struct):
    """Newest created first."""

    version: str
    count: int
    page: int
    limit: int
    results: list[MatchingTolerance]


class MatchingToleranceBody(msgspec.Struct, kw_only=True):
    """A new tolerance: for a vendor, for a category, or for the company where neither is named."""

    ottimate_company_id: IntId
    ottimate_vendor_id: IntId | None = None
    category: Category = None
    price_percent: Percent = None
    price_amount: PriceAmount = None
    quantity_percent: Percent = None
    quantity_amount: QuantityAmount = None
    charge_percent: Percent = None
    charge_amount: ChargeAmount = None


class MatchingToleranceChange(msgspec.Struct, kw_only=True):
    """Only what is sent is changed; null takes a limit away."""

    price_percent: Percent | UnsetType = UNSET
    price_amount: PriceAmount | UnsetType = UNSET
    quantity_percent: Percent | UnsetType = UNSET
    quantity_amount: QuantityAmount | UnsetType = UNSET
    charge_percent: Percent | UnsetType = UNSET
    charge_amount: ChargeAmount | UnsetType = UNSET
