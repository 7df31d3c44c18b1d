"""Routes of split rules."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from litestar import Response
from litestar.params import PathParameter, QueryParameter

from payables.accounts.queries import company
from payables.coding import model
from payables.coding.actions.create_split_rule import create_split_rule
from payables.coding.actions.delete_split_rule import delete_split_rule
from payables.coding.actions.restore_split_rule import restore_split_rule
from payables.coding.queries import mapping_rules
from payables.coding.queries import split_rules as queries
from payables.coding.schema.mapping_rules import ShownDimension
from payables.coding.schema.split_rules import SplitRule, SplitRuleBody, SplitRuleList, SplitRulePart
from payables.custom_fields.model import NumberFields, Subject
from payables.custom_fields.queries import number_fields
from payables.kit.ids import MAX_INT_ID
from payables.platform.caller import Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.etag import content_header, is_only_new, read_content_tag
from payables.platform.http.instants import twins
from payables.platform.http.json_body import json_object
from payables.platform.http.parameters import CompanyFilter, IfMatch, IfNoneMatch, PageNumber, PageSize, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import delete, get, post
from payables.vendors import queries as vendors

TAG = "Coding"
JSON = ("application/json",)

RuleId = Annotated[str, PathParameter(description="UUID of the split rule.")]
VendorFilter = Annotated[
    int | None,
    QueryParameter(
        name="ottimate_vendor_id", description="Only rules of this vendor.", ge=1, le=MAX_INT_ID, required=False
    ),
]


@get(
    "/v1/split-rules",
    needs=Permission.INVOICES_READ,
    summary="List split rules",
    tag=TAG,
    operation_id="get-split-rules-root",
    errors=(404,),
    extension=True,
)
async def list_split_rules(
    request: ApiRequest,
    company_id: CompanyFilter = None,
    vendor_id: VendorFilter = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> SplitRuleList:
    wanted = page_of(page, limit)
    if company_id is not None:
        await company(request.tx, request.caller, company_id)
    total, found = await queries.listed(
        request.tx, request.caller.scope, wanted, company_id=company_id, vendor_id=vendor_id
    )
    return SplitRuleList(request.answer_version, total, wanted.number, wanted.limit, await _shown(request, found))


@get(
    "/v1/split-rules/{id:str}",
    needs=Permission.INVOICES_READ,
    summary="Read a split rule",
    tag=TAG,
    operation_id="get-split-rules-id",
    errors=(404,),
    etag=True,
    extension=True,
)
async def get_split_rule(request: ApiRequest, id: RuleId) -> Response[SplitRule]:
    return await _one(request, await queries.visible(request.tx, request.caller.scope, id))


@post(
    "/v1/split-rules",
    needs=Permission.CODING_MANAGE,
    summary="Put down a split rule",
    description="In place of the one for the same vendor and item. Invoices entered or changed from now on follow it. "
    "If-Match: only in place of the one that you saw (412); If-None-Match: *: only if there is none (409).",
    tag=TAG,
    operation_id="post-split-rules-root",
    status=201,
    errors=(404, 412),
    body=(SplitRuleBody, JSON),
    etag=True,
    extension=True,
)
async def post_split_rule(
    request: ApiRequest, if_match: IfMatch = None, if_none_match: IfNoneMatch = None
) -> Response[SplitRule]:
    seen, sent = read_content_tag(if_match), await json_object(request)
    only_new = is_only_new(if_none_match)
    put = await create_split_rule(request.tx, request.caller, sent, seen=seen, only_new=only_new)
    stored = await queries.visible(request.tx, request.caller.scope, str(put.id))
    return await _one(request, stored, status=201)


@delete(
    "/v1/split-rules/{id:str}",
    needs=Permission.CODING_MANAGE,
    summary="Delete a split rule",
    description="Answers the rule as it was. Invoices that were split by it stay so until their content changes.",
    tag=TAG,
    operation_id="delete-split-rules-id",
    body_optional=True,
    errors=(404, 412),
    extension=True,
)
async def remove_split_rule(request: ApiRequest, id: RuleId, if_match: IfMatch = None) -> Response[SplitRule]:
    seen = read_content_tag(if_match)
    return await _one(request, await delete_split_rule(request.tx, request.caller, id, seen=seen))


@post(
    "/v1/split-rules/{id:str}/restore",
    needs=Permission.CODING_MANAGE,
    summary="Bring a deleted split rule back",
    description="As it was when it was deleted, under its id. Invoices entered or changed from now on follow it.",
    tag=TAG,
    operation_id="post-split-rules-id-restore",
    body_optional=True,
    errors=(404, 409),
    extension=True,
)
async def post_restored_split_rule(request: ApiRequest, id: RuleId) -> Response[SplitRule]:
    return await _one(request, await restore_split_rule(request.tx, request.caller, id))


async def _one(request: ApiRequest, rule: model.SplitRule, *, status: int = 200) -> Response[SplitRule]:
    (shown,) = await _shown(request, [rule])
    return JsonResponse(shown, status_code=status, headers=content_header(rule))


async def _shown(request: ApiRequest, rules: Sequence[model.SplitRule]) -> list[SplitRule]:
    parts = [part for rule in rules for part in rule.parts]
    known = await mapping_rules.dimensions(request.tx, {id for part in parts for id in part.dimensions.values()})
    companies = {rule.company_id for rule in rules} if any(part.custom_fields for part in parts) else set[int]()
    numbers = await number_fields(request.tx, companies) if companies else NumberFields()
    names = await vendors.called(request.tx, {rule.vendor_id for rule in rules})
    return [_rule(request, rule, known, numbers, names.get(rule.vendor_id, (None, None))) for rule in rules]


def _rule(
    request: ApiRequest,
    rule: model.SplitRule,
    known: Mapping[str, Any],
    numbers: NumberFields,
    vendor: tuple[str | None, str | None],
) -> SplitRule:
    return SplitRule(
        version=request.answer_version,
        id=str(rule.id),
        ottimate_company_id=rule.company_id,
        ottimate_vendor_id=rule.vendor_id,
        erp_vendor_id=vendor[0],
        erp_vendor_name=vendor[1],
        sku=rule.sku,
        item_name=rule.item_name,
        splits=[_part(part, rule.company_id, known, numbers) for part in rule.parts],
        **twins("created_date", rule.created_at),
        **twins("last_modified_date", rule.updated_at),
        etag=content_header(rule)["ETag"],
    )


def _part(part: model.Part, company_id: int, known: Mapping[str, Any], numbers: NumberFields) -> SplitRulePart:
    assert part.percent is not None  # rules have percentages
    coded = {type_.upper(): known[id] for type_, id in sorted(part.dimensions.items())}
    shown = {t: ShownDimension(d["id"], d["erp_dimension_id"], d["name"], d["code"]) for t, d in coded.items()}
    fields = numbers.shown(company_id, Subject.GL_SPLIT, part.custom_fields)
    return SplitRulePart(part.percent, part.memo, shown, fields)
