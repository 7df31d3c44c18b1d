"""API shapes of split rules. All of it is an extension of the contract."""

from decimal import Decimal
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from payables.coding.schema.mapping_rules import ItemName, SentDimensions, ShownDimension, Sku
from payables.platform.http.instants import Instant, InstantUtc
from payables.platform.http.rows import IntId


class SplitRulePart(msgspec.Struct):
    """One part of a rule."""

    percent: Decimal
    memo: str | None
    dimensions: Annotated[dict[str, ShownDimension], Meta(description="Dimension type in capitals -> its dimension.")]
    custom_fields: dict[str, Any] | None


class SplitRule(msgspec.Struct, kw_only=True):
    """How invoices of a vendor are split, or its lines of one item."""

    version: str
    id: Annotated[str, Meta(description="UUID.")]
    ottimate_company_id: int
    ottimate_vendor_id: int
    erp_vendor_id: Annotated[str | None, Meta(description="Of the vendor.")]
    erp_vendor_name: Annotated[str | None, Meta(description="Of the vendor.")]
    sku: Annotated[str | None, Meta(description="Lines with this sku.")]
    item_name: Annotated[str | None, Meta(description="Lines with this name; null and no sku: invoices as a whole.")]
    splits: list[SplitRulePart]
    created_date: Instant
    created_date_utc: InstantUtc
    last_modified_date: Instant
    last_modified_date_utc: InstantUtc
    etag: Annotated[str, Meta(description="For If-Match of a change or a deletion.")]


class SplitRuleList(msgspec.Struct):
    """Newest created first."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[SplitRule]


class SplitRulePartBody(msgspec.Struct, kw_only=True):
    """One part; the percentages come to exactly 100."""

    percent: Annotated[Decimal, Meta(description="More than 0, at most six decimals.")]
    memo: Annotated[str | None, Meta(extra_json_schema={"maxLength": 1000})] = None
    dimensions: SentDimensions | None = None
    custom_fields: dict[str, Any] | None = None


class SplitRuleBody(msgspec.Struct, kw_only=True):
    """A rule for a vendor, or for its lines of one item: in place of the one it has."""

    ottimate_company_id: IntId
    ottimate_vendor_id: IntId
    sku: Sku | None = None
    item_name: ItemName | None = None
    splits: Annotated[list[SplitRulePartBody], Meta(min_length=1, max_length=100)]
