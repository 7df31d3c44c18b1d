"""Routes of claims: expected credits, and the credit memos that settle them."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from litestar import Response
from litestar.params import JSONBody, PathParameter, QueryParameter

from payables.access import queries as access
from payables.access.model import Person
from payables.accounts.queries import company
from payables.claims import queries
from payables.claims.actions.open_claims import open_claims
from payables.claims.actions.settle_claim import settle_claim, unsettle_claim
from payables.claims.actions.withdraw_claim import withdraw_claim
from payables.claims.model import Claim, ClaimStatus, Settlement, told_apart
from payables.claims.schema import (
    ClaimAge,
    ClaimAging,
    ClaimBody,
    ClaimList,
    ClaimMemo,
    ClaimMemos,
    ClaimObject,
    ClaimSettle,
    ClaimSettlement,
    ClaimsOpened,
    ClaimUnsettle,
    ClaimWithdraw,
)
from payables.invoices.queries import records
from payables.kit.ids import MAX_INT_ID
from payables.kit.said import must_say
from payables.matching.model import HEADER
from payables.platform.caller import Feature, Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.etag import content_header, read_content_tag
from payables.platform.http.instants import twins
from payables.platform.http.parameters import CompanyFilter, IfMatch, PageNumber, PageSize, day_of, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, post

TAG = "Claims"
JSON = ("application/json",)
WHY = "Say why: it is kept with the claim."

ClaimId = Annotated[str, PathParameter(description="UUID of the claim.")]
VendorFilter = Annotated[
    int | None,
    QueryParameter(name="ottimate_vendor_id", description="Only this vendor.", ge=1, le=MAX_INT_ID, required=False),
]
CompanyId = Annotated[
    int, QueryParameter(name="ottimate_company_id", description="The company.", ge=1, le=MAX_INT_ID, required=True)
]


@post(
    "/v1/claims",
    needs=Permission.MATCHES_DECIDE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Claim a credit for what differs from the order",
    description="The invoice is paid as billed and goes on; each difference becomes a claim that stays open until a credit memo "
    "settles it.",
    tag=TAG,
    operation_id="post-claims",
    status=201,
    errors=(404, 409),
    body=(ClaimBody, JSON),
    extension=True,
)
async def post_claims(request: ApiRequest, data: JSONBody[ClaimBody]) -> Response[ClaimsOpened]:
    lines = None if data.item_ids is None else {*data.item_ids, *([HEADER] if data.whole else [])}
    ids = await open_claims(
        request.tx,
        request.caller,
        str(data.invoice_id),
        lines,
        must_say("reason", data.reason, WHY),
        amount=data.amount,
    )
    claims = await queries.of_ids(request.tx, request.caller.scope, ids)
    return JsonResponse(ClaimsOpened(request.answer_version, await _shown(request, claims)), status_code=201)


@get(
    "/v1/claims",
    needs=Permission.INVOICES_READ,
    feature=Feature.PURCHASE_ORDERS,
    summary="List claims",
    tag=TAG,
    operation_id="get-claims",
    errors=(404,),
    extension=True,
)
async def list_claims(
    request: ApiRequest,
    company_id: CompanyFilter = None,
    vendor_id: VendorFilter = None,
    status: Annotated[ClaimStatus | None, QueryParameter(description="Only these.", required=False)] = None,
    invoice_id: Annotated[
        str | None, QueryParameter(description="Only of this invoice: UUID or integer invoice_id.", required=False)
    ] = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> Response[ClaimList]:
    wanted = page_of(page, limit)
    if company_id is not None:
        await company(request.tx, request.caller, company_id)
    invoice = await records.find(request.tx, request.caller, invoice_id) if invoice_id is not None else None
    asked = queries.Wanted(company_id, vendor_id, status, invoice)
    total, found = await queries.listed(request.tx, request.caller.scope, asked, wanted)
    shown = await _shown(request, found)
    return JsonResponse(ClaimList(request.answer_version, total, wanted.number, wanted.limit, shown))


@get(
    "/v1/claims/aging",
    needs=Permission.INVOICES_READ,
    feature=Feature.PURCHASE_ORDERS,
    summary="What vendors owe, by age",
    tag=TAG,
    operation_id="get-claims-aging",
    errors=(404,),
    extension=True,
)
async def get_claims_aging(
    request: ApiRequest,
    company_id: CompanyId,
    as_of: Annotated[str | None, QueryParameter(description="YYYY-MM-DD; today if left out.", required=False)] = None,
) -> Response[ClaimAging]:
    found = await company(request.tx, request.caller, company_id)
    day = day_of("as_of", as_of) or request.tx.now.date()
    aged = await queries.aged(request.tx, request.caller.scope, found.id, day)
    results = [
        ClaimAge(
            ottimate_vendor_id=one.vendor_id,
            erp_vendor_name=one.vendor_name,
            currency=one.currency,
            count=one.count,
            days_0_30=one.days_0_30,
            days_31_60=one.days_31_60,
            days_61_90=one.days_61_90,
            days_over_90=one.days_over_90,
            total=one.total,
        )
        for one in aged
    ]
    return JsonResponse(ClaimAging(request.answer_version, found.id, day, results))


@get(
    "/v1/claims/{id:str}",
    needs=Permission.INVOICES_READ,
    feature=Feature.PURCHASE_ORDERS,
    summary="Read a claim",
    tag=TAG,
    operation_id="get-claims-id",
    errors=(404,),
    etag=True,
    extension=True,
)
async def get_claim(request: ApiRequest, id: ClaimId) -> Response[ClaimObject]:
    return await _answer(request, await queries.visible(request.tx, request.caller.scope, id))


@get(
    "/v1/claims/{id:str}/credit-memos",
    needs=Permission.INVOICES_READ,
    feature=Feature.PURCHASE_ORDERS,
    summary="List credit memos that could settle a claim",
    tag=TAG,
    operation_id="get-claims-id-credit-memos",
    errors=(404,),
    extension=True,
)
async def list_credit_memos(request: ApiRequest, id: ClaimId) -> Response[ClaimMemos]:
    claim = await queries.visible(request.tx, request.caller.scope, id)
    found = await queries.memos_for(request.tx, request.caller.scope, claim)
    memos = [ClaimMemo(str(one.id), one.invoice_id, one.number, one.total, one.left, one.same_amount) for one in found]
    return JsonResponse(ClaimMemos(request.answer_version, memos))


@post(
    "/v1/claims/{id:str}/settle",
    needs=Permission.MATCHES_DECIDE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Settle a claim by a credit memo",
    tag=TAG,
    operation_id="post-claims-id-settle",
    errors=(404, 409),
    body=(ClaimSettle, JSON),
    etag=True,
    extension=True,
)
async def post_settle(request: ApiRequest, id: ClaimId, data: JSONBody[ClaimSettle]) -> Response[ClaimObject]:
    claim = await settle_claim(request.tx, request.caller, id, str(data.credit_memo_id), data.amount)
    return await _answer(request, claim)


@post(
    "/v1/claims/{id:str}/unsettle",
    needs=Permission.MATCHES_DECIDE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Take back what a credit memo settles of a claim",
    description="Send the claim's ETag as If-Match to be refused (412) when what settles it has changed since.",
    tag=TAG,
    operation_id="post-claims-id-unsettle",
    errors=(404,),
    body=(ClaimUnsettle, JSON),
    etag=True,
    extension=True,
)
async def post_unsettle(
    request: ApiRequest, id: ClaimId, data: JSONBody[ClaimUnsettle], if_match: IfMatch = None
) -> Response[ClaimObject]:
    seen = read_content_tag(if_match)
    return await _answer(
        request, await unsettle_claim(request.tx, request.caller, id, str(data.credit_memo_id), seen=seen)
    )


@post(
    "/v1/claims/{id:str}/withdraw",
    needs=Permission.MATCHES_DECIDE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Withdraw a claim",
    description="Nothing is expected any more; the invoice stays paid as billed.",
    tag=TAG,
    operation_id="post-claims-id-withdraw",
    errors=(404, 409),
    body=(ClaimWithdraw, JSON),
    etag=True,
    extension=True,
)
async def post_withdraw(request: ApiRequest, id: ClaimId, data: JSONBody[ClaimWithdraw]) -> Response[ClaimObject]:
    return await _answer(
        request, await withdraw_claim(request.tx, request.caller, id, must_say("reason", data.reason, WHY))
    )


async def _answer(request: ApiRequest, claim: Claim) -> Response[ClaimObject]:
    settlements = (await queries.settlements_of(request.tx, request.caller.scope, [claim.id]))[claim.id]
    return JsonResponse((await _shown(request, [claim]))[0], headers=content_header(told_apart(settlements)))


async def _shown(request: ApiRequest, claims: Sequence[Claim]) -> list[ClaimObject]:
    settlements = await queries.settlements_of(request.tx, request.caller.scope, [claim.id for claim in claims])
    named = [one.settled_by for each in settlements.values() for one in each]
    named += [id for claim in claims for id in (claim.opened_by, claim.withdrawn_by)]
    people = await access.people(request.tx, named)
    return [_object(request, claim, settlements[claim.id], people) for claim in claims]


def _object(
    request: ApiRequest, claim: Claim, settlements: Sequence[Settlement], people: Mapping[int | None, Person]
) -> ClaimObject:
    return ClaimObject(
        version=request.answer_version,
        id=str(claim.id),
        status=claim.status,
        ottimate_company_id=claim.company_id,
        ottimate_location_id=claim.location_id,
        ottimate_vendor_id=claim.vendor_id,
        erp_vendor_name=claim.vendor_name,
        invoice_uuid=str(claim.invoice),
        invoice_id=claim.invoice_id,
        invoice_number=claim.invoice_number,
        item_id=claim.item or None,
        outcome=claim.outcome,
        amount=claim.amount,
        settled_amount=claim.settled,
        open_amount=claim.open_amount,
        currency=claim.currency,
        age_days=(request.tx.now.date() - claim.opened_at.date()).days,
        reason=claim.reason,
        **twins("opened_date", claim.opened_at),
        opened_by=people.get(claim.opened_by),
        **twins("withdrawn_date", claim.withdrawn_at),
        withdrawn_by=people.get(claim.withdrawn_by),
        withdrawn_reason=claim.withdrawn_reason,
        settlements=[_settlement(one, people) for one in settlements],
    )


def _settlement(one: Settlement, people: Mapping[int | None, Person]) -> ClaimSettlement:
    return ClaimSettlement(
        credit_memo_id=str(one.credit_memo) if one.seen else None,
        invoice_id=one.invoice_id if one.seen else None,
        invoice_number=one.invoice_number if one.seen else None,
        amount=one.amount,
        counts=one.counts,
        **twins("settled_date", one.settled_at),
        settled_by=people.get(one.settled_by),
    )
