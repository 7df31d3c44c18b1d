"""API shapes of allowances (contract/invoices-and-catalog.md section 7.5)."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.catalog.rules.price_fields import LONGEST, AllowanceType
from payables.catalog.schema.prices import (
    Count,
    Day,
    DayUtc,
    EntryId,
    FreeData,
    GroupId,
    LastDay,
    LocationId,
    Money,
    ReferenceId,
    SentEntryId,
    SentMoney,
    SentTarget,
    TargetCode,
    TargetWord,
)
from payables.platform.http.instants import Instant, InstantUtc
from payables.platform.http.rows import IntId

PerPack = Annotated[SentMoney, Meta(description="Taken off the price of each pack (case).")]
PerUnit = Annotated[SentMoney | None, Meta(description="Taken off the price of each unit in the pack; 0 if left out.")]
SentType = Annotated[AllowanceType | None, Meta(description="allowance if left out.")]


class AllowanceObject(msgspec.Struct, kw_only=True):
    """What is taken off the price of an entry at a place. Both start_date and end_date belong to it."""

    id: Annotated[int, Meta(examples=[7001])]
    catalog_entry_id: EntryId
    ottimate_company_id: int
    ottimate_location_id: int | None
    ottimate_group_id: int | None
    allowance_type: Annotated[str, Meta(examples=["discount"])]
    amount: Money
    unit_allowance: Money
    target: TargetCode
    target_type: TargetWord
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


class AllowanceAnswer(AllowanceObject, kw_only=True):
    """An allowance with the version of the API."""

    version: str


class AllowanceList(msgspec.Struct):
    """Newest created first."""

    version: str
    count: Count
    page: int
    limit: int
    per_page: int
    results: list[AllowanceObject]


class NestedAllowanceBody(msgspec.Struct, kw_only=True):
    """An allowance within an entry; here its amount is called `allowance`."""

    allowance: PerPack
    start_date: Day
    allowance_type: Annotated[
        str | None,
        Meta(description="Any text.", extra_json_schema={"maxLength": LONGEST["allowance_type"]}),
    ] = None
    unit_allowance: PerUnit = None
    target: SentTarget = None
    ottimate_location_id: LocationId = None
    ottimate_group_id: GroupId = None
    end_date: LastDay = None
    reference_id: ReferenceId = None
    data: FreeData = None


class AllowanceFields(msgspec.Struct, kw_only=True):
    """An allowance alone."""

    catalog_entry_id: SentEntryId
    amount: PerPack
    start_date: Day
    allowance_type: SentType = None
    unit_allowance: PerUnit = None
    target: SentTarget = None
    ottimate_location_id: LocationId = None
    ottimate_group_id: GroupId = None
    end_date: LastDay = None
    reference_id: ReferenceId = None
    data: FreeData = None


class AllowanceBody(AllowanceFields, kw_only=True):
    """An allowance; one with the same reference_id takes over all that is sent."""

    ottimate_company_id: IntId


class AllowanceRow(AllowanceFields, kw_only=True):
    """An allowance in a bulk; the company may stand beside the rows."""

    ottimate_company_id: IntId | None = None


class AllowanceBulkBody(msgspec.Struct, kw_only=True):
    """Up to 1,000 allowances."""

    ottimate_company_id: IntId | None = None
    allowances: Annotated[list[AllowanceRow], Meta(min_length=1, max_length=1000)]


class AllowanceChange(msgspec.Struct, kw_only=True):
    """What is left out is kept. target, ottimate_location_id and ottimate_group_id are read together."""

    allowance_type: AllowanceType | UnsetType = UNSET
    amount: PerPack | UnsetType = UNSET
    unit_allowance: PerUnit | UnsetType = UNSET
    target: SentTarget | UnsetType = UNSET
    ottimate_location_id: LocationId | UnsetType = UNSET
    ottimate_group_id: GroupId | UnsetType = UNSET
    start_date: Day | UnsetType = UNSET
    end_date: LastDay | UnsetType = UNSET
