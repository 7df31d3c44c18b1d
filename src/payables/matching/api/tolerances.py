"""Routes of matching's settings and tolerances."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated

from litestar import Response
from litestar.params import JSONBody, PathParameter, QueryParameter

from payables.access import queries as access
from payables.access.model import Person
from payables.accounts.queries import company
from payables.kit.ids import MAX_INT_ID
from payables.matching.actions.change_limits import (
    change_settings,
    change_tolerance,
    create_tolerance,
    delete_tolerance,
)
from payables.matching.actions.restore_tolerance import restore_tolerance
from payables.matching.model import OrdersNeeded
from payables.matching.queries import tolerances as queries
from payables.matching.queries.settings import orders_needed
from payables.matching.queries.tolerances import ToleranceRow
from payables.matching.schema.tolerances import (
    MatchingSettings,
    MatchingSettingsChange,
    MatchingTolerance,
    MatchingToleranceBody,
    MatchingToleranceChange,
    MatchingToleranceList,
)
from payables.platform.caller import Feature, Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.etag import content_header, read_content_tag
from payables.platform.http.instants import twins
from payables.platform.http.parameters import CompanyFilter, IfMatch, PageNumber, PageSize, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import delete, get, patch, post
from payables.platform.http.rows import int_id, sent_fields
from payables.vendors.queries import called

TAG = "Matching"
JSON = ("application/json",)
CompanyId = Annotated[
    int, QueryParameter(name="ottimate_company_id", description="The company.", ge=1, le=MAX_INT_ID, required=True)
]
ToleranceId = Annotated[str, PathParameter(description="UUID of the tolerance.")]


@get(
    "/v1/matching/settings",
    needs=Permission.PURCHASING_READ,
    feature=Feature.PURCHASE_ORDERS,
    summary="Read how a company matches",
    tag=TAG,
    operation_id="get-matching-settings",
    errors=(404,),
    etag=True,
    extension=True,
)
async def get_matching_settings(request: ApiRequest, company_id: CompanyId) -> Response[MatchingSettings]:
    found = await company(request.tx, request.caller, company_id)
    return _settings(request, found.id, await orders_needed(request.tx, found.id))


@patch(
    "/v1/matching/settings",
    needs=Permission.MATCHING_MANAGE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Change how a company matches",
    description="Invoices that are not approved yet are matched again. Send the ETag as If-Match to be refused (412) when "
    "somebody was faster.",
    tag=TAG,
    operation_id="patch-matching-settings",
    errors=(404,),
    body=(MatchingSettingsChange, JSON),
    etag=True,
    extension=True,
)
async def patch_matching_settings(
    request: ApiRequest, company_id: CompanyId, data: JSONBody[MatchingSettingsChange], if_match: IfMatch = None
) -> Response[MatchingSettings]:
    seen = read_content_tag(if_match)
    found = await company(request.tx, request.caller, company_id)
    await change_settings(request.tx, request.caller, found.id, data.orders_needed, seen=seen)
    return _settings(request, found.id, data.orders_needed)


@get(
    "/v1/matching/tolerances",
    needs=Permission.PURCHASING_READ,
    feature=Feature.PURCHASE_ORDERS,
    summary="List tolerances",
    tag=TAG,
    operation_id="get-matching-tolerances",
    errors=(404,),
    extension=True,
)
async def list_tolerances(
    request: ApiRequest, company_id: CompanyFilter = None, page: PageNumber = None, limit: PageSize = None
) -> MatchingToleranceList:
    wanted = page_of(page, limit)
    if company_id is not None:
        await company(request.tx, request.caller, company_id)
    total, found = await queries.listed(request.tx, request.caller.scope, wanted, company_id)
    return MatchingToleranceList(
        request.answer_version, total, wanted.number, wanted.limit, await _shown(request, found)
    )


@post(
    "/v1/matching/tolerances",
    needs=Permission.MATCHING_MANAGE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Create a tolerance",
    description="For a vendor, for a category of lines, or for the company. Invoices not approved yet are matched again.",
    tag=TAG,
    operation_id="post-matching-tolerances",
    status=201,
    errors=(404, 409),
    body=(MatchingToleranceBody, JSON),
    extension=True,
)
async def post_tolerance(request: ApiRequest, data: JSONBody[MatchingToleranceBody]) -> MatchingTolerance:
    company_id = int_id("ottimate_company_id", data.ottimate_company_id)
    found = await company(request.tx, request.caller, company_id)
    sent = sent_fields(data)
    if data.ottimate_vendor_id is not None:
        sent["ottimate_vendor_id"] = int_id("ottimate_vendor_id", data.ottimate_vendor_id)
    return await _one(request, await create_tolerance(request.tx, request.caller, found.id, sent))


@patch(
    "/v1/matching/tolerances/{id:str}",
    needs=Permission.MATCHING_MANAGE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Change a tolerance",
    description="Send its `etag` as If-Match to be refused (412) when somebody was faster.",
    tag=TAG,
    operation_id="patch-matching-tolerances-id",
    errors=(404,),
    body=(MatchingToleranceChange, JSON),
    extension=True,
)
async def patch_tolerance(
    request: ApiRequest, id: ToleranceId, data: JSONBody[MatchingToleranceChange], if_match: IfMatch = None
) -> MatchingTolerance:
    seen = read_content_tag(if_match)
    return await _one(request, await change_tolerance(request.tx, request.caller, id, sent_fields(data), seen=seen))


@delete(
    "/v1/matching/tolerances/{id:str}",
    needs=Permission.MATCHING_MANAGE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Delete a tolerance",
    description="Answers it as it was. What holds more generally holds again. Send its `etag` as If-Match to be refused (412) "
    "when somebody was faster.",
    tag=TAG,
    operation_id="delete-matching-tolerances-id",
    body_optional=True,
    errors=(404, 412),
    extension=True,
)
async def remove_tolerance(request: ApiRequest, id: ToleranceId, if_match: IfMatch = None) -> MatchingTolerance:
    seen = read_content_tag(if_match)
    return await _one(request, await delete_tolerance(request.tx, request.caller, id, seen=seen))


@post(
    "/v1/matching/tolerances/{id:str}/restore",
    needs=Permission.MATCHING_MANAGE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Bring a deleted tolerance back",
    description="As it was when it was deleted, under its id.",
    tag=TAG,
    operation_id="post-matching-tolerances-id-restore",
    body_optional=True,
    errors=(404, 409),
    extension=True,
)
async def post_restored_tolerance(request: ApiRequest, id: ToleranceId) -> MatchingTolerance:
    return await _one(request, await restore_tolerance(request.tx, request.caller, id))


def _settings(request: ApiRequest, company_id: int, needed: OrdersNeeded) -> Response[MatchingSettings]:
    shown = MatchingSettings(request.answer_version, company_id, needed)
    return JsonResponse(shown, headers=content_header(needed))


async def _one(request: ApiRequest, row: ToleranceRow) -> MatchingTolerance:
    return (await _shown(request, [row]))[0]


async def _shown(request: ApiRequest, rows: Sequence[ToleranceRow]) -> list[MatchingTolerance]:
    people = await access.people(request.tx, (row.created_by for row in rows))
    names = await called(request.tx, {row.vendor_id for row in rows if row.vendor_id is not None})
    return [_tolerance(request, row, people, names.get(row.vendor_id or 0)) for row in rows]


def _tolerance(
    request: ApiRequest,
    row: ToleranceRow,
    people: Mapping[int | None, Person],
    vendor: tuple[str | None, str] | None,
) -> MatchingTolerance:
    return MatchingTolerance(
        version=request.answer_version,
        id=str(row.id),
        ottimate_company_id=row.company_id,
        ottimate_vendor_id=row.vendor_id,
        erp_vendor_name=vendor[1] if vendor else None,
        category=row.category,
        **asdict(row.limits),
        **twins("created_date", row.created_at),
        created_by=people.get(row.created_by),
        **twins("last_modified_date", row.updated_at),
        etag=content_header(row)["ETag"],
    )
