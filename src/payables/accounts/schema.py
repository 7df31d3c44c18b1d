"""API shapes of the account structure (contract/platform.md section 8.1)."""

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType


class AccountObject(msgspec.Struct):
    """A client account."""

    id: Annotated[str, Meta(description="Account id.", examples=["racc_90832490382904802384"])]
    name: str
    created_date: Annotated[str, Meta(description="Instant of creation, ISO 8601 UTC.")]
    created_date_utc: Annotated[str | None, Meta(description="The same with microseconds.")]
    company_count: int
    location_count: Annotated[int, Meta(description="Active locations only.")]


class AccountList(msgspec.Struct):
    """Answer of GET /accounts."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[AccountObject]


class CompanyObject(msgspec.Struct):
    """A company of an account."""

    id: Annotated[int, Meta(description="ottimate_company_id elsewhere.", examples=[123])]
    name: str
    location_count: int
    plan: Annotated[str, Meta(description="Name of the account's plan.", examples=["Basic"])]
    currency: Annotated[
        str, Meta(description="Extension. Of its orders, receipts, catalog and reports.", examples=["USD"])
    ]


class CompanyList(msgspec.Struct):
    """Answer of GET /accounts/{id}/companies."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[CompanyObject]


class LocationObject(msgspec.Struct, omit_defaults=True):
    """A location of a company."""

    id: Annotated[int, Meta(description="ottimate_location_id elsewhere.")]
    name: str
    company: Annotated[str, Meta(description="Name of the company the location belongs to.")]
    ottimate_company_id: Annotated[int, Meta(description="Id of the company the location belongs to.")]
    group: Annotated[
        str | UnsetType | None,
        Meta(description="Name of the location's group. Not sent to X-API-Version 1.1.0; deprecated."),
    ] = UNSET
    location_group: Annotated[
        str | UnsetType | None, Meta(description="Name of the location's group. Not sent to X-API-Version 1.0.0.")
    ] = UNSET


class LocationList(msgspec.Struct):
    """Answer of GET /accounts/{id}/locations."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[LocationObject]


class LocationGroupObject(msgspec.Struct):
    """A group of locations, such as approval policies speak of."""

    id: Annotated[int, Meta(description="location_group_id elsewhere.")]
    name: str
    ottimate_location_ids: Annotated[list[int], Meta(description="Those within your access, active ones.")]


class LocationGroupList(msgspec.Struct):
    """Answer of GET /location-groups, in the order of their names."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[LocationGroupObject]
