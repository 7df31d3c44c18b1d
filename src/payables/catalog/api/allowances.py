"""Routes of allowances (contract/invoices-and-catalog.md sections 7.4 and 7.5)."""

from typing import Annotated

from litestar import Response
from litestar.params import PathParameter

from payables.catalog.actions.change_allowance import change_allowance
from payables.catalog.actions.put_allowances import put_allowances
from payables.catalog.actions.take_in import ALLOWANCES, take_in
from payables.catalog.api.bulk import accepted
from payables.catalog.api.objects import allowance_fields, allowance_object
from payables.catalog.api.parameters import (
    TAG,
    Company,
    EntryFilter,
    ValidOn,
    checked_company,
    checked_location,
    company_of,
    entry_number,
    valid_on,
)
from payables.catalog.model import Allowance
from payables.catalog.queries import allowances as queries
from payables.catalog.schema.allowances import (
    AllowanceAnswer,
    AllowanceBody,
    AllowanceBulkBody,
    AllowanceChange,
    AllowanceList,
)
from payables.catalog.schema.prices import CatalogBulkAccepted
from payables.kit.errors import Refusal
from payables.platform.caller import Feature, Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.etag import read_etag
from payables.platform.http.json_body import json_object, json_value
from payables.platform.http.parameters import IfMatch, LocationFilter, PageNumber, PageSize, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, patch, post

JSON = ("application/json",)

AllowanceId = Annotated[str, PathParameter(description="Integer id of the allowance.")]


@get(
    "/v1/catalog/allowances",
    needs=Permission.CATALOG_READ,
    feature=Feature.CATALOG_MATCH,
    summary="List allowances",
    description="Newest created first: those of the company, of groups of your locations, and of your locations.",
    tag=TAG,
    operation_id="get-catalog-allowances-root",
    errors=(404,),
)
async def list_allowances(
    request: ApiRequest,
    company_id: Company = None,
    catalog_entry_id: EntryFilter = None,
    location_id: LocationFilter = None,
    effective_date: ValidOn = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> AllowanceList:
    wanted_page = page_of(page, limit)
    wanted = queries.Wanted(
        company_id=await checked_company(request, company_id),
        entry=entry_number(catalog_entry_id),
        location_id=await checked_location(request, location_id, company_id),
        day=valid_on(effective_date),
    )
    total, found = await queries.listed(request.tx, request.caller.scope, wanted, wanted_page)
    shown, limit = [allowance_object(one) for one in found], wanted_page.limit
    return AllowanceList(request.answer_version, total, wanted_page.number, limit, limit, shown)


@post(
    "/v1/catalog/allowances",
    needs=Permission.CATALOG_WRITE,
    feature=Feature.CATALOG_MATCH,
    summary="Create or change an allowance",
    description="One with the same reference_id takes over all that is sent. An entry has one of a type, place and day.",
    tag=TAG,
    operation_id="post-catalog-allowances-root",
    status=201,
    errors=(404,),
    body=(AllowanceBody, JSON),
    etag=True,
)
async def post_allowance(request: ApiRequest) -> Response[AllowanceAnswer]:
    sent = await json_object(request)
    company_id = await company_of(request, sent)
    [put] = await put_allowances(request.tx, request.caller, company_id, [sent], skips_same=False)
    if isinstance(put, Refusal):
        raise put
    return _answer(request, put, status=201)


@post(
    "/v1/catalog/allowances/bulk",
    needs=Permission.CATALOG_WRITE,
    feature=Feature.CATALOG_MATCH,
    summary="Create or change up to 1,000 allowances",
    description="In the background: see the batch. A row that is wrong fails by itself.",
    tag=TAG,
    operation_id="post-catalog-allowances-bulk",
    status=202,
    errors=(404,),
    body=(AllowanceBulkBody, JSON),
)
async def post_allowances(request: ApiRequest) -> CatalogBulkAccepted:
    return accepted(
        request,
        *await take_in(request.tx, request.caller, ALLOWANCES, await json_value(request), request.answer_version),
    )


@patch(
    "/v1/catalog/allowances/{id:str}",
    needs=Permission.CATALOG_WRITE,
    feature=Feature.CATALOG_MATCH,
    summary="Change an allowance",
    description="What is left out is kept; end_date null takes the end away.",
    tag=TAG,
    operation_id="patch-catalog-allowances-id",
    errors=(404,),
    body=(AllowanceChange, JSON),
    etag=True,
)
async def patch_allowance(request: ApiRequest, id: AllowanceId, if_match: IfMatch = None) -> Response[AllowanceAnswer]:
    seen_version, sent = read_etag(if_match), await json_object(request)
    return _answer(request, await change_allowance(request.tx, request.caller, id, sent, seen_version=seen_version))


def _answer(request: ApiRequest, one: Allowance, *, status: int = 200) -> Response[AllowanceAnswer]:
    shown = AllowanceAnswer(version=request.answer_version, **allowance_fields(one))
    return JsonResponse(shown, status_code=status, headers={"ETag": f'"{one.version}"'})
