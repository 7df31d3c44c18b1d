"""Routes of approval policies (extension; contract/invoices-and-catalog.md section 4.7)."""

from typing import Annotated

from litestar.params import HeaderParameter, JSONBody, PathParameter, QueryParameter

from payables.accounts.queries import company
from payables.approvals.actions.change_policy import change_policy
from payables.approvals.actions.create_policy import create_policy
from payables.approvals.actions.deactivate_policy import deactivate_policy
from payables.approvals.actions.find_policy import find_policy
from payables.approvals.actions.restore_policy import restore_policy
from payables.approvals.api.policy_objects import answer, laid_over, policy_id_of, shown
from payables.approvals.model import PolicyDraft
from payables.approvals.queries import policies
from payables.approvals.schema.policies import PolicyAnswer, PolicyChange, PolicyList
from payables.kit.errors import NotFound
from payables.kit.ids import parse_int_id
from payables.platform.caller import Feature, Permission
from payables.platform.http.etag import read_etag
from payables.platform.http.parameters import CompanyFilter, PageNumber, PageSize, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import delete, get, patch, post

TAG = "Approvals"
JSON = ("application/json",)

PolicyId = Annotated[str, PathParameter(description="UUID of the policy.")]
VersionSeen = Annotated[
    str | None,
    HeaderParameter(
        name="If-Match",
        description='The newest policy_version that you saw, as "3"; a stale one answers 412.',
        required=False,
    ),
]
VersionNumber = Annotated[str, PathParameter(description="Number of the version, from 1.")]


@get(
    "/v1/approval-policies",
    needs=Permission.APPROVAL_POLICIES_MANAGE,
    feature=Feature.APPROVALS,
    summary="List approval policies",
    description="Newest created first, in force or not.",
    tag=TAG,
    operation_id="get-approval-policies",
    errors=(404,),
    extension=True,
)
async def list_policies(
    request: ApiRequest,
    company_id: CompanyFilter = None,
    active: Annotated[
        bool | None, QueryParameter(description="true: in force; false: not any more.", required=False)
    ] = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> PolicyList:
    """Of a company: all that can speak of its invoices."""
    wanted = page_of(page, limit)
    if company_id is not None:
        await company(request.tx, request.caller, company_id)
    found = await policies.listed(request.tx, request.caller.scope, wanted, company_id=company_id, active=active)
    results = await shown(request, found.policies)
    return PolicyList(request.answer_version, found.total, wanted.number, wanted.limit, results)


@post(
    "/v1/approval-policies",
    needs=Permission.APPROVAL_POLICIES_MANAGE,
    feature=Feature.APPROVALS,
    summary="Make an approval policy",
    description="It asks for invoices that begin to wait for approval from now on, in approval mode advanced.",
    tag=TAG,
    operation_id="post-approval-policies",
    status=201,
    errors=(404,),
    body=(PolicyDraft, JSON),
    extension=True,
)
async def post_policy(request: ApiRequest, data: JSONBody[PolicyDraft]) -> PolicyAnswer:
    policy = await create_policy(request.tx, request.caller, data)
    return await answer(request, await find_policy(request.tx, request.caller, policy.id))


@get(
    "/v1/approval-policies/{id:str}",
    needs=Permission.APPROVAL_POLICIES_MANAGE,
    feature=Feature.APPROVALS,
    summary="Read an approval policy",
    tag=TAG,
    operation_id="get-approval-policies-id",
    errors=(404,),
    extension=True,
)
async def get_policy(request: ApiRequest, id: PolicyId) -> PolicyAnswer:
    return await answer(request, await find_policy(request.tx, request.caller, policy_id_of(id)))


@patch(
    "/v1/approval-policies/{id:str}",
    needs=Permission.APPROVAL_POLICIES_MANAGE,
    feature=Feature.APPROVALS,
    summary="Change an approval policy",
    description="A new version. Invoices that wait already keep the version that asked for them.",
    tag=TAG,
    operation_id="patch-approval-policies-id",
    errors=(404, 412),
    body=(PolicyChange, JSON),
    extension=True,
)
async def patch_policy(
    request: ApiRequest, id: PolicyId, data: JSONBody[PolicyChange], if_match: VersionSeen = None
) -> PolicyAnswer:
    policy = await change_policy(
        request.tx,
        request.caller,
        policy_id_of(id),
        lambda terms: laid_over(terms, data),
        seen_version=read_etag(if_match),
    )
    return await answer(request, await find_policy(request.tx, request.caller, policy.id))


@delete(
    "/v1/approval-policies/{id:str}",
    needs=Permission.APPROVAL_POLICIES_MANAGE,
    feature=Feature.APPROVALS,
    summary="Take an approval policy out of force",
    description="Its open requests stay until their invoices are settled anew. Restoring a version brings it back.",
    tag=TAG,
    operation_id="delete-approval-policies-id",
    errors=(404, 409, 412),
    body_optional=True,
    extension=True,
)
async def delete_policy(request: ApiRequest, id: PolicyId, if_match: VersionSeen = None) -> PolicyAnswer:
    policy_id = policy_id_of(id)
    await deactivate_policy(request.tx, request.caller, policy_id, seen_version=read_etag(if_match))
    return await answer(request, await find_policy(request.tx, request.caller, policy_id))


@get(
    "/v1/approval-policies/{id:str}/versions",
    needs=Permission.APPROVAL_POLICIES_MANAGE,
    feature=Feature.APPROVALS,
    summary="List the versions of an approval policy",
    description="Newest first. A version is never changed.",
    tag=TAG,
    operation_id="get-approval-policies-id-versions",
    errors=(404,),
    extension=True,
)
async def list_versions(
    request: ApiRequest, id: PolicyId, page: PageNumber = None, limit: PageSize = None
) -> PolicyList:
    wanted = page_of(page, limit)
    policy = (await find_policy(request.tx, request.caller, policy_id_of(id))).policy
    found = await policies.versions(request.tx, request.caller.scope, policy.id, wanted)
    results = await shown(request, found.policies)
    return PolicyList(request.answer_version, found.total, wanted.number, wanted.limit, results)


@post(
    "/v1/approval-policies/{id:str}/versions/{number:str}/restore",
    needs=Permission.APPROVAL_POLICIES_MANAGE,
    feature=Feature.APPROVALS,
    summary="Bring back an older version of an approval policy",
    description="As a new version, judged like a new policy. A policy that was out of force is in force again.",
    tag=TAG,
    operation_id="post-approval-policies-id-versions-number-restore",
    errors=(404, 412),
    body_optional=True,
    extension=True,
)
async def post_restore(
    request: ApiRequest, id: PolicyId, number: VersionNumber, if_match: VersionSeen = None
) -> PolicyAnswer:
    version = parse_int_id(number)
    if version is None:
        raise NotFound(what="version of the approval policy")
    policy = await restore_policy(
        request.tx, request.caller, policy_id_of(id), version, seen_version=read_etag(if_match)
    )
    return await answer(request, await find_policy(request.tx, request.caller, policy.id))
