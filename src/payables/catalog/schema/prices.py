"""API shapes of prices (contract/invoices-and-catalog.md section 7.6), and what prices share with allowances and entries."""

from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.catalog.rules.price_fields import LONGEST
from payables.catalog.rules.sent_fields import LONGEST_DATA
from payables.platform.http.instants import Instant, InstantUtc
from payables.platform.http.rows import IntId

Money = Annotated[
    str, Meta(description="A decimal number with at least two decimals, in the company's currency.", examples=["24.99"])
]
SentMoney = Annotated[
    Decimal, Meta(description="Zero or more; the text of a number is accepted too.", examples=[24.99])
]
EntryId = Annotated[str, Meta(description="cte_ and a number.", examples=["cte_12345"])]
SentEntryId = Annotated[int | str, Meta(description="cte_12345, or its number alone.", examples=["cte_12345"])]
Day = Annotated[str, Meta(description="YYYY-MM-DD.", examples=["2026-01-01"])]
LastDay = Annotated[str | None, Meta(description="The last day that counts; null has no end.", examples=["2026-12-31"])]
DayUtc = Annotated[str, Meta(description="The beginning of that day in UTC, with microseconds.")]
TargetCode = Annotated[int, Meta(description="10 company, 15 location_group, 20 location.", examples=[10])]
TargetWord = Literal["company", "location_group", "location"]
SentTarget = Annotated[
    TargetWord | int | None, Meta(description="Where it holds: company (if left out), location_group or location.")
]
LocationId = Annotated[IntId | None, Meta(description="Needed where it holds for a location, and only there.")]
GroupId = Annotated[IntId | None, Meta(description="Needed where it holds for a location group, and only there.")]
ReferenceId = Annotated[
    str | None,
    Meta(
        description="Your own id, unique in the company.",
        extra_json_schema={"maxLength": LONGEST["reference_id"]},
    ),
]
FreeData = Annotated[
    dict[str, Any] | None, Meta(description=f"Free keys and values, at most {LONGEST_DATA} characters of JSON.")
]
Count = Annotated[int, Meta(description="All matches, not only this page.")]


class PriceObject(msgspec.Struct, kw_only=True):
    """What an entry costs at a place. Both start_date and end_date belong to it."""

    id: Annotated[int, Meta(examples=[5001])]
    catalog_entry_id: EntryId
    ottimate_company_id: int
    price: Money
    unit_price: Annotated[Money | None, Meta(description="Of one unit in the pack.")]
    price_type: TargetCode
    price_type_display: TargetWord
    ottimate_location_id: int | None
    ottimate_group_id: int | None
    start_date: Day
    start_date_utc: DayUtc
    end_date: LastDay
    end_date_utc: DayUtc | None
    reference_id: str | None
    data: FreeData
    created_date: Instant
    created_date_utc: InstantUtc
    last_modified_date: Instant
    last_modified_date_utc: InstantUtc


class PriceAnswer(PriceObject, kw_only=True):
    """A price with the version of the API. `skipped` is only said of a row of a bulk that was there already."""

    version: str
    skipped: bool | UnsetType = UNSET


class PriceList(msgspec.Struct):
    """Newest created first."""

    version: str
    count: Count
    page: int
    limit: int
    per_page: int
    results: list[PriceObject]


class PriceFields(msgspec.Struct, kw_only=True):
    """What a price says, but for its first day."""

    price: SentMoney
    unit_price: SentMoney | None = None
    price_type: SentTarget = None
    ottimate_location_id: LocationId = None
    ottimate_group_id: GroupId = None
    end_date: LastDay = None
    reference_id: ReferenceId = None
    data: FreeData = None


class NestedPriceBody(PriceFields, kw_only=True):
    """A price within an entry. Without start_date it begins today."""

    start_date: Day | None = None


class PriceBody(PriceFields, kw_only=True):
    """A price alone."""

    ottimate_company_id: IntId
    catalog_entry_id: SentEntryId
    start_date: Day


class PriceRow(PriceFields, kw_only=True):
    """A price in a bulk; the company may stand beside the rows."""

    ottimate_company_id: IntId | None = None
    catalog_entry_id: SentEntryId
    start_date: Day


class PriceBulkBody(msgspec.Struct, kw_only=True):
    """Up to 1,000 prices."""

    ottimate_company_id: IntId | None = None
    prices: Annotated[list[PriceRow], Meta(min_length=1, max_length=1000)]


class CatalogBulkSummary(msgspec.Struct):
    """What was taken in."""

    count: int


class CatalogBulkAccepted(msgspec.Struct):
    """The rows are worked on in the background."""

    version: str
    status: Literal["processing"]
    batch_id: str
    batch_url: Annotated[str, Meta(description="Relative: how far it is.", examples=["/v1/batch/{id}/progress"])]
    results_url: Annotated[str, Meta(description="Relative: what became of each row.")]
    summary: CatalogBulkSummary
