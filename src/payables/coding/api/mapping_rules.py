"""Routes of mapping rules."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from litestar import Response
from litestar.params import JSONBody, PathParameter, QueryParameter

from payables.access import queries as access
from payables.access.model import Person
from payables.accounts.queries import company
from payables.coding.actions.change_rule import change_rule
from payables.coding.actions.create_rule import create_rule
from payables.coding.actions.delete_rule import delete_rule
from payables.coding.actions.restore_rule import restore_rule
from payables.coding.model import Rule
from payables.coding.queries import mapping_rules as queries
from payables.coding.schema.mapping_rules import (
    MappingRule,
    MappingRuleBody,
    MappingRuleChange,
    MappingRuleList,
    ShownDimension,
)
from payables.kit.ids import MAX_INT_ID
from payables.platform.caller import Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.etag import content_header, read_content_tag
from payables.platform.http.instants import twins
from payables.platform.http.parameters import CompanyFilter, IfMatch, PageNumber, PageSize, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import delete, get, patch, post
from payables.platform.http.rows import int_id, sent_fields
from payables.vendors import queries as vendors

TAG = "Coding"
JSON = ("application/json",)
IDS = ("ottimate_company_id", "ottimate_vendor_id", "ottimate_location_id")

RuleId = Annotated[str, PathParameter(description="UUID of the mapping rule.")]
VendorFilter = Annotated[
    int | None,
    QueryParameter(
        name="ottimate_vendor_id", description="Only rules of this vendor.", ge=1, le=MAX_INT_ID, required=False
    ),
]


@get(
    "/v1/mapping-rules",
    needs=Permission.INVOICES_READ,
    summary="List mapping rules",
    tag=TAG,
    operation_id="get-mapping-rules-root",
    errors=(404,),
    extension=True,
)
async def list_mapping_rules(
    request: ApiRequest,
    company_id: CompanyFilter = None,
    vendor_id: VendorFilter = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> MappingRuleList:
    wanted = page_of(page, limit)
    if company_id is not None:
        await company(request.tx, request.caller, company_id)
    total, found = await queries.listed(
        request.tx, request.caller.scope, wanted, company_id=company_id, vendor_id=vendor_id
    )
    return MappingRuleList(request.answer_version, total, wanted.number, wanted.limit, await _shown(request, found))


@get(
    "/v1/mapping-rules/{id:str}",
    needs=Permission.INVOICES_READ,
    summary="Read a mapping rule",
    tag=TAG,
    operation_id="get-mapping-rules-id",
    errors=(404,),
    etag=True,
    extension=True,
)
async def get_mapping_rule(request: ApiRequest, id: RuleId) -> Response[MappingRule]:
    return await _one(request, await queries.visible(request.tx, request.caller.scope, id))


@post(
    "/v1/mapping-rules",
    needs=Permission.CODING_MANAGE,
    summary="Create a mapping rule",
    description="Invoices entered from now on are coded by it, where they do not say otherwise. The most specific rule wins.",
    tag=TAG,
    operation_id="post-mapping-rules-root",
    status=201,
    errors=(404,),
    body=(MappingRuleBody, JSON),
    etag=True,
    extension=True,
)
async def post_mapping_rule(request: ApiRequest, data: JSONBody[MappingRuleBody]) -> Response[MappingRule]:
    sent = _sent(sent_fields(data))
    company_id = (await company(request.tx, request.caller, sent["ottimate_company_id"])).id
    return await _one(request, await create_rule(request.tx, request.caller, company_id, sent), status=201)


@patch(
    "/v1/mapping-rules/{id:str}",
    needs=Permission.CODING_MANAGE,
    summary="Change a mapping rule",
    description="What was coded by it before stays as it is. Send the ETag as If-Match to be refused (412) when somebody was "
    "faster.",
    tag=TAG,
    operation_id="patch-mapping-rules-id",
    errors=(404,),
    body=(MappingRuleChange, JSON),
    etag=True,
    extension=True,
)
async def patch_mapping_rule(
    request: ApiRequest, id: RuleId, data: JSONBody[MappingRuleChange], if_match: IfMatch = None
) -> Response[MappingRule]:
    seen, sent = read_content_tag(if_match), _sent(sent_fields(data))
    return await _one(request, await change_rule(request.tx, request.caller, id, sent, seen=seen))


@delete(
    "/v1/mapping-rules/{id:str}",
    needs=Permission.CODING_MANAGE,
    summary="Delete a mapping rule",
    description="Answers the rule as it was. What was coded by it stays as it is.",
    tag=TAG,
    operation_id="delete-mapping-rules-id",
    body_optional=True,
    errors=(404, 412),
    extension=True,
)
async def delete_mapping_rule(request: ApiRequest, id: RuleId, if_match: IfMatch = None) -> Response[MappingRule]:
    seen = read_content_tag(if_match)
    return await _one(request, await delete_rule(request.tx, request.caller, id, seen=seen))


@post(
    "/v1/mapping-rules/{id:str}/restore",
    needs=Permission.CODING_MANAGE,
    summary="Bring a deleted mapping rule back",
    description="As it was when it was deleted, under its id. It codes what is entered from now on.",
    tag=TAG,
    operation_id="post-mapping-rules-id-restore",
    body_optional=True,
    errors=(404, 409),
    extension=True,
)
async def post_restored_mapping_rule(request: ApiRequest, id: RuleId) -> Response[MappingRule]:
    return await _one(request, await restore_rule(request.tx, request.caller, id))


def _sent(fields: Mapping[str, Any]) -> dict[str, Any]:
    """With ids as numbers. Raises InvalidFields."""
    return {n: int_id(n, value) if n in IDS and value is not None else value for n, value in fields.items()}


async def _one(request: ApiRequest, rule: Rule, *, status: int = 200) -> Response[MappingRule]:
    (shown,) = await _shown(request, [rule])
    return JsonResponse(shown, status_code=status, headers=content_header(rule))


async def _shown(request: ApiRequest, rules: Sequence[Rule]) -> list[MappingRule]:
    known = await queries.dimensions(request.tx, {id for rule in rules for id in rule.dimensions.values()})
    people = await access.people(request.tx, (rule.created_by for rule in rules))
    names = await vendors.called(request.tx, {rule.vendor_id for rule in rules if rule.vendor_id is not None})
    return [_rule(request, rule, known, people, names.get(rule.vendor_id or 0, (None, None))) for rule in rules]


def _rule(
    request: ApiRequest,
    rule: Rule,
    known: Mapping[str, Any],
    people: Mapping[int | None, Person],
    vendor: tuple[str | None, str | None],
) -> MappingRule:
    return MappingRule(
        version=request.answer_version,
        id=str(rule.id),
        ottimate_company_id=rule.company_id,
        ottimate_vendor_id=rule.vendor_id,
        erp_vendor_id=vendor[0],
        erp_vendor_name=vendor[1],
        ottimate_location_id=rule.location_id,
        sku=rule.sku,
        item_name=rule.item_name,
        keyword=rule.keyword,
        applies_to=rule.applies_to,
        dimensions={type_.upper(): _dimension(known[id]) for type_, id in sorted(rule.dimensions.items())},
        **twins("created_date", rule.created_at),
        created_by=people.get(rule.created_by),
        **twins("last_modified_date", rule.updated_at),
        etag=content_header(rule)["ETag"],
    )


def _dimension(row: Any) -> ShownDimension:
    return ShownDimension(row["id"], row["erp_dimension_id"], row["name"], row["code"])
