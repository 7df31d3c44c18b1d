"""Routes of receipts (contract/invoices-and-catalog.md section 6)."""

from typing import Annotated

from litestar import Response
from litestar.params import PathParameter, QueryParameter

from payables.accounts import queries as accounts
from payables.batches.model import batch_url, results_url
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Feature, Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.etag import read_etag
from payables.platform.http.json_body import json_object
from payables.platform.http.parameters import (
    CompanyFilter,
    IfMatch,
    LocationFilter,
    PageNumber,
    PageSize,
    check_search,
    page_of,
)
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, patch, post
from payables.purchasing.actions.change_receipt import change_receipt
from payables.purchasing.actions.enter_receipt import enter_receipt
from payables.purchasing.actions.enter_receipts import enter_receipts
from payables.purchasing.api.receipt_answer import answer_receipt, changed_of, entered_of, summaries_of
from payables.purchasing.model import ReceiptStatus
from payables.purchasing.queries import receipts
from payables.purchasing.queries.receipts import Wanted
from payables.purchasing.rules.filters import read_days, read_search, wants_items
from payables.purchasing.rules.receipt_filters import statuses_of
from payables.purchasing.schema.order_bodies import BulkAccepted, BulkSummary
from payables.purchasing.schema.receipt_bodies import ReceiptBody, ReceiptChange, ReceiptsBody
from payables.purchasing.schema.receipts import ReceiptChanged, ReceiptDetail, ReceiptEntered, ReceiptList

TAG = "Receipts"
JSON = ("application/json",)

ReceiptId = Annotated[str, PathParameter(description="UUID of the receipt.")]
Day = Annotated[str | None, QueryParameter(description="YYYY-MM-DD, of the delivery. Included.", required=False)]


@get(
    "/v1/receipts",
    needs=Permission.PURCHASING_READ,
    feature=Feature.PURCHASE_ORDERS,
    summary="List receipts",
    description="Newest created first. expand=items needs date_from and date_to, at most 30 days apart.",
    tag=TAG,
    operation_id="get-receipts-root",
    errors=(404,),
)
async def list_receipts(
    request: ApiRequest,
    company_id: CompanyFilter = None,
    location_id: LocationFilter = None,
    ottimate_po_id: Annotated[str | None, QueryParameter(description="Only of this order.", required=False)] = None,
    status: Annotated[
        str | None,
        QueryParameter(
            description="A status, or one of the older words: pending_review (pending, flagged), approved (open), rejected "
            "(archived, deleted).",
            required=False,
        ),
    ] = None,
    date_from: Day = None,
    date_to: Day = None,
    expand: Annotated[str | None, QueryParameter(description="items", required=False)] = None,
    external_id: Annotated[str | None, QueryParameter(description="Your id of the receipt.", required=False)] = None,
    search: Annotated[
        str | None,
        QueryParameter(
            description="Extension. A part of its number, or of the order's number or vendor.", required=False
        ),
    ] = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> ReceiptList:
    wanted_page = page_of(page, limit)
    check_search(search)
    first, last = read_days(date_from, date_to)
    items = wants_items(expand, first, last)
    statuses = _statuses(status)
    if company_id is not None:
        await accounts.company(request.tx, request.caller, company_id)
    if location_id is not None:
        await accounts.location(request.tx, request.caller, location_id, company_id=company_id)
    order = (
        await receipts.order_seen(request.tx, request.caller.scope, ottimate_po_id)
        if ottimate_po_id is not None
        else None
    )
    wanted = Wanted(company_id, location_id, order, statuses, first, last, external_id, read_search(search))
    found = await receipts.listed(request.tx, request.caller.scope, wanted, wanted_page)
    shown = await summaries_of(request.tx, found.receipts, items=items)
    return ReceiptList(request.answer_version, found.total, wanted_page.number, wanted_page.limit, shown)


@get(
    "/v1/receipts/{id:str}",
    needs=Permission.PURCHASING_READ,
    feature=Feature.PURCHASE_ORDERS,
    summary="Read a receipt",
    description="With its lines. The ETag header is its version, for If-Match.",
    tag=TAG,
    operation_id="get-receipts-id",
    errors=(404,),
    etag=True,
)
async def get_receipt(request: ApiRequest, id: ReceiptId) -> Response[ReceiptDetail]:
    return await answer_receipt(request, id)


@post(
    "/v1/receipts",
    needs=Permission.PURCHASING_WRITE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Enter or update a receipt",
    description="A receipt with the external_id is updated: its lines are then those that are sent. Without one, the number "
    "must be new for the order.",
    tag=TAG,
    operation_id="post-receipts-root",
    status=201,
    errors=(404,),
    body=(ReceiptBody, JSON),
    etag=True,
)
async def post_receipt(request: ApiRequest) -> Response[ReceiptEntered]:
    id = await enter_receipt(request.tx, request.caller, await json_object(request))
    receipt = await receipts.load_receipt(request.tx, request.caller.scope, id)
    entered = await entered_of(request.tx, receipt)
    return JsonResponse(entered, status_code=201, headers={"ETag": f'"{receipt.version}"'})


@patch(
    "/v1/receipts/{id:str}",
    needs=Permission.PURCHASING_WRITE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Change a receipt",
    description="What is left out is kept. Send the ETag as If-Match to be refused (412) when somebody was faster.",
    tag=TAG,
    operation_id="patch-receipts-id",
    errors=(404,),
    body=(ReceiptChange, JSON),
    etag=True,
)
async def patch_receipt(request: ApiRequest, id: ReceiptId, if_match: IfMatch = None) -> Response[ReceiptChanged]:
    seen_version = read_etag(if_match)
    body = await json_object(request)
    changed = await change_receipt(request.tx, request.caller, id, body, seen_version=seen_version)
    return changed_of(request, await receipts.load_receipt(request.tx, request.caller.scope, changed))


@post(
    ["/v1/receipts/bulk", "/v1/receipts/bulk-upsert"],
    needs=Permission.PURCHASING_WRITE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Enter or update up to 100 receipts",
    description="With at most 1,000 lines in all. They are entered in the background, each by itself: see the batch. What "
    "is wrong with the body refuses the whole call and stores nothing; an order that is not there yet is the outcome of its "
    "receipt.",
    tag=TAG,
    operation_id="post-receipts-bulk",
    status=202,
    errors=(404,),
    body=(ReceiptsBody, JSON),
)
async def post_receipts(request: ApiRequest) -> BulkAccepted:
    body = await json_object(request)
    taken = await enter_receipts(request.tx, request.caller, body, api_version=request.answer_version)
    id, summary = taken.batch_id, BulkSummary(taken.count, taken.total_items)
    return BulkAccepted(request.answer_version, "processing", str(id), batch_url(id), results_url(id), summary)


def _statuses(word: str | None) -> tuple[ReceiptStatus, ...] | None:
    try:
        return statuses_of(word) if word is not None else None
    except BadValueError as error:
        raise InvalidFields([FieldError("status", error.sentence, error.code)]) from error
