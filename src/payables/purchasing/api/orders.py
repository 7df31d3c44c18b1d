"""Routes of orders (contract/invoices-and-catalog.md section 5)."""

from typing import Annotated

from litestar import Response
from litestar.params import PathParameter, QueryParameter

from payables.accounts import queries as accounts
from payables.batches.model import batch_url, results_url
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
    check_texts,
    page_of,
)
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, patch, post
from payables.purchasing.actions.change_order import change_order
from payables.purchasing.actions.enter_order import enter_order
from payables.purchasing.actions.take_orders import take_orders
from payables.purchasing.api.order_answer import answer_detail, changed_of, entered_of, summaries_of
from payables.purchasing.queries import order_lists, orders
from payables.purchasing.queries.order_lists import Wanted
from payables.purchasing.rules.filters import read_days, read_search, wants_items
from payables.purchasing.rules.order_filters import OrderFilter, statuses_of
from payables.purchasing.schema.order_bodies import BulkAccepted, BulkSummary, OrderBody, OrderChange, OrdersBody
from payables.purchasing.schema.orders import OrderChanged, OrderDetail, OrderEntered, OrderList

TAG = "Purchase orders"
JSON = ("application/json",)

OrderId = Annotated[str, PathParameter(description="UUID of the order.")]
Day = Annotated[
    str | None, QueryParameter(description="YYYY-MM-DD, of the order's own date. Included.", required=False)
]


@get(
    "/v1/purchase-orders",
    needs=Permission.PURCHASING_READ,
    feature=Feature.PURCHASE_ORDERS,
    summary="List purchase orders",
    description="Newest created first. expand=items needs date_from and date_to, at most 30 days apart.",
    tag=TAG,
    operation_id="get-purchase-orders-root",
    errors=(404,),
)
async def list_orders(
    request: ApiRequest,
    company_id: CompanyFilter = None,
    location_id: LocationFilter = None,
    erp_vendor_id: Annotated[
        str | None, QueryParameter(description="The vendor's id in the ERP.", required=False)
    ] = None,
    status: Annotated[
        OrderFilter | None,
        QueryParameter(
            description="A status, or one of the older words: pending_review (pending, flagged), approved (open, received), "
            "rejected (archived, deleted).",
            required=False,
        ),
    ] = None,
    date_from: Day = None,
    date_to: Day = None,
    expand: Annotated[str | None, QueryParameter(description="items", required=False)] = None,
    external_id: Annotated[str | None, QueryParameter(description="Your id of the order.", required=False)] = None,
    search: Annotated[
        str | None,
        QueryParameter(
            description="Extension. A part of the number, of your id, or of the vendor's name or id.", required=False
        ),
    ] = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> OrderList:
    wanted_page = page_of(page, limit)
    check_texts(erp_vendor_id=erp_vendor_id, external_id=external_id)
    check_search(search)
    first, last = read_days(date_from, date_to)
    items = wants_items(expand, first, last)
    if company_id is not None:
        await accounts.company(request.tx, request.caller, company_id)
    if location_id is not None:
        await accounts.location(request.tx, request.caller, location_id, company_id=company_id)
    statuses = statuses_of(status) if status else None
    words = read_search(search)
    wanted = Wanted(company_id, location_id, erp_vendor_id, statuses, first, last, external_id, words, items)
    found = await order_lists.listed(request.tx, request.caller.scope, wanted, wanted_page)
    shown = await summaries_of(request.tx, found.orders, items=items)
    return OrderList(request.answer_version, found.total, wanted_page.number, wanted_page.limit, shown)


@get(
    "/v1/purchase-orders/{id:str}",
    needs=Permission.PURCHASING_READ,
    feature=Feature.PURCHASE_ORDERS,
    summary="Read a purchase order",
    description="With its lines. The ETag header is its version, for If-Match.",
    tag=TAG,
    operation_id="get-purchase-orders-id",
    errors=(404,),
    etag=True,
)
async def get_order(request: ApiRequest, id: OrderId) -> Response[OrderDetail]:
    return await answer_detail(request, await orders.load_order(request.tx, request.caller.scope, id))


@post(
    "/v1/purchase-orders",
    needs=Permission.PURCHASING_WRITE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Enter or update a purchase order",
    description="An order with the external_id is updated: its lines are then those that are sent. Without one, the number "
    "must be new for the vendor and location.",
    tag=TAG,
    operation_id="post-purchase-orders-root",
    status=201,
    errors=(404,),
    body=(OrderBody, JSON),
    etag=True,
)
async def post_order(request: ApiRequest) -> Response[OrderEntered]:
    order = await enter_order(request.tx, request.caller, await json_object(request))
    return JsonResponse(await entered_of(request.tx, order), status_code=201, headers={"ETag": f'"{order.version}"'})


@patch(
    "/v1/purchase-orders/{id:str}",
    needs=Permission.PURCHASING_WRITE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Change a purchase order",
    description="What is left out is kept. Send the ETag as If-Match to be refused (412) when somebody was faster.",
    tag=TAG,
    operation_id="patch-purchase-orders-id",
    errors=(404,),
    body=(OrderChange, JSON),
    etag=True,
)
async def patch_order(request: ApiRequest, id: OrderId, if_match: IfMatch = None) -> Response[OrderChanged]:
    seen_version = read_etag(if_match)
    sent = await json_object(request)
    order = await change_order(request.tx, request.caller, id, sent, seen_version=seen_version)
    return changed_of(request, order)


@post(
    ["/v1/purchase-orders/bulk", "/v1/purchase-orders/bulk-upsert"],
    needs=Permission.PURCHASING_WRITE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Enter or update up to 100 purchase orders",
    description="With at most 1,000 lines in all. They are entered in the background, each by itself: see the batch. What "
    "is wrong with the body refuses the whole call and stores nothing.",
    tag=TAG,
    operation_id="post-purchase-orders-bulk",
    status=202,
    errors=(404,),
    body=(OrdersBody, JSON),
)
async def post_orders(request: ApiRequest) -> BulkAccepted:
    sent = await json_object(request)
    batch, count, lines = await take_orders(request.tx, request.caller, sent, api_version=request.answer_version)
    summary = BulkSummary(count, lines)
    return BulkAccepted(request.answer_version, "processing", str(batch), batch_url(batch), results_url(batch), summary)
