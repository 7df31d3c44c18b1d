"""Routes by which somebody puts an order away, or takes that back (extension: the contract has the statuses only)."""

from litestar import Response
from litestar.params import JSONBody

from payables.platform.caller import Feature, Permission
from payables.platform.http.etag import read_etag
from payables.platform.http.optional_body import read_body
from payables.platform.http.parameters import IfMatch
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import post
from payables.purchasing.actions.put_order_away import put_order_away
from payables.purchasing.actions.reopen_order import reopen_order
from payables.purchasing.api.order_answer import answer_detail
from payables.purchasing.api.orders import JSON, TAG, OrderId
from payables.purchasing.model import PutAway
from payables.purchasing.schema.order_bodies import CloseBody, WhyBody
from payables.purchasing.schema.orders import OrderDetail


@post(
    "/v1/purchase-orders/{id:str}/close",
    needs=Permission.PURCHASING_WRITE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Close an order short",
    description="What was not delivered or billed is not expected any more.",
    tag=TAG,
    operation_id="post-purchase-orders-id-close",
    errors=(404,),
    extension=True,
    etag=True,
)
async def post_close(request: ApiRequest, id: OrderId, data: JSONBody[CloseBody]) -> Response[OrderDetail]:
    order = await put_order_away(request.tx, request.caller, id, PutAway.CLOSED, data.reason, reason_needed=True)
    return await answer_detail(request, order)


@post(
    "/v1/purchase-orders/{id:str}/archive",
    needs=Permission.PURCHASING_WRITE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Archive an order",
    description="It is not matched any more, and not among the orders that wait for something.",
    tag=TAG,
    operation_id="post-purchase-orders-id-archive",
    errors=(404,),
    body=(WhyBody, JSON),
    body_optional=True,
    extension=True,
    etag=True,
)
async def post_archive(request: ApiRequest, id: OrderId) -> Response[OrderDetail]:
    data = await read_body(request, WhyBody)
    return await answer_detail(
        request, await put_order_away(request.tx, request.caller, id, PutAway.ARCHIVED, data.reason)
    )


@post(
    "/v1/purchase-orders/{id:str}/delete",
    needs=Permission.PURCHASING_WRITE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Delete an order",
    description="Only while nothing of it was received or billed. Its number is free again; the order itself stays on record.",
    tag=TAG,
    operation_id="post-purchase-orders-id-delete",
    errors=(404,),
    body=(WhyBody, JSON),
    body_optional=True,
    extension=True,
    etag=True,
)
async def post_delete(request: ApiRequest, id: OrderId) -> Response[OrderDetail]:
    data = await read_body(request, WhyBody)
    return await answer_detail(
        request, await put_order_away(request.tx, request.caller, id, PutAway.DELETED, data.reason)
    )


@post(
    "/v1/purchase-orders/{id:str}/reopen",
    needs=Permission.PURCHASING_WRITE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Reopen an order",
    description="Takes back a close, archive or delete, or says that a flagged order has been looked at. Send the "
    "ETag of what is taken back as If-Match to be refused (412) when somebody did something since.",
    tag=TAG,
    operation_id="post-purchase-orders-id-reopen",
    errors=(404,),
    body=(WhyBody, JSON),
    body_optional=True,
    extension=True,
    etag=True,
)
async def post_reopen(request: ApiRequest, id: OrderId, if_match: IfMatch = None) -> Response[OrderDetail]:
    data = await read_body(request, WhyBody)
    seen = read_etag(if_match)
    return await answer_detail(
        request, await reopen_order(request.tx, request.caller, id, data.reason, seen_version=seen)
    )
