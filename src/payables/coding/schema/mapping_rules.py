"""API shapes of mapping rules and coding settings. All of it is an extension of the contract."""

from decimal import Decimal
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.access.model import Person
from payables.coding.model import AppliesTo
from payables.coding.rules.rule_fields import LONGEST
from payables.platform.http.instants import Instant, InstantUtc
from payables.platform.http.rows import IntId


def _text(name: str, description: str) -> Meta:
    return Meta(description=description, extra_json_schema={"maxLength": LONGEST[name]})


Sku = Annotated[str, _text("sku", "The vendor's item number; case and punctuation do not count.")]
ItemName = Annotated[str, _text("item_name", "The whole name of the item; case, accents and punctuation do not count.")]
Keyword = Annotated[str, _text("keyword", "Words that stand whole and side by side in the line's name or description.")]
ErpVendorId = Annotated[str, _text("erp_vendor_id", "The vendor's id in the ERP, instead of ottimate_vendor_id.")]
SentDimensions = Annotated[
    dict[str, str],
    Meta(description="Dimension type -> erp_dimension_id or code.", examples=[{"ACCOUNT": "51100"}]),
]
SentAppliesTo = Annotated[
    AppliesTo, Meta(description='With sku, item_name or keyword only "lines", otherwise "both" if left out.')
]


class ShownDimension(msgspec.Struct):
    """A dimension that something is coded with."""

    id: Annotated[str, Meta(examples=["dim_VOH21Up3M7HV"])]
    erp_dimension_id: str
    name: str
    code: str


class MappingRule(msgspec.Struct, kw_only=True):
    """Conditions, all of which have to hold (a null one asks for nothing), and what is coded then."""

    version: str
    id: Annotated[str, Meta(description="UUID.")]
    ottimate_company_id: int
    ottimate_vendor_id: int | None
    erp_vendor_id: Annotated[str | None, Meta(description="Of the vendor.")]
    erp_vendor_name: Annotated[str | None, Meta(description="Of the vendor.")]
    ottimate_location_id: int | None
    sku: str | None
    item_name: str | None
    keyword: str | None
    applies_to: AppliesTo
    dimensions: Annotated[dict[str, ShownDimension], Meta(description="Dimension type in capitals -> its dimension.")]
    created_date: Instant
    created_date_utc: InstantUtc
    created_by: Annotated[Person | None, Meta(description="Who made it.")]
    last_modified_date: Instant
    last_modified_date_utc: InstantUtc
    etag: Annotated[str, Meta(description="For If-Match of a change or a deletion.")]


class MappingRuleList(msgspec.Struct):
    """Newest created first."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[MappingRule]


class MappingRuleBody(msgspec.Struct, kw_only=True):
    """A new rule. Without any condition it is the company's default; with only a vendor, that vendor's default."""

    ottimate_company_id: IntId
    ottimate_vendor_id: IntId | None = None
    erp_vendor_id: ErpVendorId | None = None
    ottimate_location_id: IntId | None = None
    sku: Sku | None = None
    item_name: ItemName | None = None
    keyword: Keyword | None = None
    applies_to: SentAppliesTo | UnsetType = UNSET
    dimensions: SentDimensions


class MappingRuleChange(msgspec.Struct, kw_only=True):
    """What is left out is kept; null takes a condition away."""

    ottimate_vendor_id: IntId | UnsetType | None = UNSET
    erp_vendor_id: ErpVendorId | UnsetType | None = UNSET
    ottimate_location_id: IntId | UnsetType | None = UNSET
    sku: Sku | UnsetType | None = UNSET
    item_name: ItemName | UnsetType | None = UNSET
    keyword: Keyword | UnsetType | None = UNSET
    applies_to: SentAppliesTo | UnsetType = UNSET
    dimensions: Annotated[SentDimensions | UnsetType, Meta(description="Replaces all.")] = UNSET


Types = Annotated[list[str], Meta(description="Dimension types, in any case.", examples=[["ACCOUNT", "DEPARTMENT"]])]
Switch = Annotated[bool, Meta(description="Whether suggestions are made from what people confirmed.")]
Applies = Annotated[bool, Meta(description="Whether suggestions from the threshold on are applied without a person.")]
_THRESHOLD = Meta(description="Confidence, 0.5 to 1, from which on they are applied.", examples=[0.9])
Threshold = Annotated[Decimal, _THRESHOLD]
SentThreshold = Annotated[float, _THRESHOLD]  # not money; text, which a Decimal may be, is none


class CodingSettings(msgspec.Struct, kw_only=True):
    """How a company wants its invoices coded."""

    version: str
    ottimate_company_id: int
    required_header_dimensions: Types
    required_line_dimensions: Types
    learned_coding: Switch
    learned_coding_applies: Applies
    threshold: Threshold


class CodingSettingsChange(msgspec.Struct, kw_only=True):
    """What is left out is kept."""

    required_header_dimensions: Types | UnsetType = UNSET
    required_line_dimensions: Types | UnsetType = UNSET
    learned_coding: Switch | UnsetType = UNSET
    learned_coding_applies: Applies | UnsetType = UNSET
    threshold: SentThreshold | UnsetType = UNSET
