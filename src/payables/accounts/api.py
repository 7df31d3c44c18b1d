"""Routes of the account structure. It is read-only for API clients: `payables provision` writes it."""

from typing import Any

from payables.accounts import queries
from payables.accounts.schema import (
    AccountList,
    AccountObject,
    CompanyList,
    CompanyObject,
    LocationGroupList,
    LocationGroupObject,
    LocationList,
    LocationObject,
)
from payables.kit.dates import format_plain, format_utc
from payables.kit.errors import NotFound
from payables.kit.ids import parse_racc, racc
from payables.platform.caller import Permission
from payables.platform.http.parameters import AccountId, PageNumber, PageSize, Search, check_search, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get


@get(
    "/v1/accounts",
    needs=Permission.STRUCTURE_READ,
    summary="List accounts",
    tag="Accounts",
    operation_id="get-accounts-root",
)
async def list_accounts(
    request: ApiRequest, search: Search = None, page: PageNumber = None, limit: PageSize = None
) -> AccountList:
    check_search(search)
    wanted = page_of(page, limit)
    row = await queries.account(request.tx, request.caller)
    matches = search is None or search.lower() in row["name"].lower()
    shown = [_account(row)] if matches and wanted.offset == 0 else []
    return AccountList(request.answer_version, int(matches), wanted.number, wanted.limit, shown)


@get(
    "/v1/accounts/{id:str}/companies",
    needs=Permission.STRUCTURE_READ,
    summary="List the companies of an account",
    tag="Accounts",
    operation_id="get-accounts-id-companies",
    errors=(404,),
)
async def list_companies(
    request: ApiRequest, id: AccountId, search: Search = None, page: PageNumber = None, limit: PageSize = None
) -> CompanyList:
    _own(request, id)
    check_search(search)
    wanted = page_of(page, limit)
    found = await queries.companies(request.tx, request.caller, search, wanted)
    shown = [CompanyObject(r["id"], r["name"], r["location_count"], r["plan"], r["currency"]) for r in found.rows]
    return CompanyList(request.answer_version, found.total, wanted.number, wanted.limit, shown)


@get(
    "/v1/accounts/{id:str}/locations",
    needs=Permission.STRUCTURE_READ,
    summary="List the locations of all companies of an account",
    tag="Accounts",
    operation_id="get-accounts-id-locations",
    errors=(404,),
)
async def list_locations(
    request: ApiRequest, id: AccountId, search: Search = None, page: PageNumber = None, limit: PageSize = None
) -> LocationList:
    _own(request, id)
    check_search(search)
    wanted = page_of(page, limit)
    found = await queries.locations(request.tx, request.caller, search, wanted)
    shown = [_location(r, request.api_version) for r in found.rows]
    return LocationList(request.answer_version, found.total, wanted.number, wanted.limit, shown)


@get(
    "/v1/location-groups",
    needs=Permission.STRUCTURE_READ,
    summary="List groups of locations",
    tag="Accounts",
    operation_id="get-location-groups",
    extension=True,
)
async def list_location_groups(
    request: ApiRequest, search: Search = None, page: PageNumber = None, limit: PageSize = None
) -> LocationGroupList:
    check_search(search)
    wanted = page_of(page, limit)
    found = await queries.groups(request.tx, request.caller, search, wanted)
    shown = [LocationGroupObject(row["id"], row["name"], row["location_ids"]) for row in found.rows]
    return LocationGroupList(request.answer_version, found.total, wanted.number, wanted.limit, shown)


def _own(request: ApiRequest, account_id: str) -> None:
    if parse_racc(account_id) != request.caller.account_id:
        raise NotFound(what="account")


def _account(row: Any) -> AccountObject:
    created = row["created_at"]
    return AccountObject(
        racc(row["account_id"]),
        row["name"],
        format_plain(created),
        format_utc(created),
        row["company_count"],
        row["location_count"],
    )


def _location(row: Any, version: str | None) -> LocationObject:
    """`group` and `location_group` unversioned; only the one a pinned version knows (design: sources that disagree)."""
    shown = LocationObject(row["id"], row["name"], row["company"], row["company_id"])
    if version != "1.1.0":
        shown.group = row["location_group"]
    if version != "1.0.0":
        shown.location_group = row["location_group"]
    return shown
