"""Routes by which somebody puts a receipt away, or takes that back (extension: the contract has the statuses only)."""

from litestar import Response
from litestar.params import JSONBody

from payables.platform.caller import Feature, Permission
from payables.platform.http.etag import read_etag
from payables.platform.http.optional_body import read_body
from payables.platform.http.parameters import IfMatch
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import post
from payables.purchasing.actions.put_receipt_away import put_receipt_away
from payables.purchasing.actions.reopen_receipt import reopen_receipt
from payables.purchasing.api.receipt_answer import answer_receipt
from payables.purchasing.api.receipts import JSON, TAG, ReceiptId
from payables.purchasing.model import PutAway
from payables.purchasing.schema.receipt_bodies import ReceiptReason, ReopenReceipt
from payables.purchasing.schema.receipts import ReceiptDetail


@post(
    "/v1/receipts/{id:str}/archive",
    needs=Permission.PURCHASING_WRITE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Archive a receipt",
    description="What it brought does not count any more; invoices that are matched with it are looked at again.",
    tag=TAG,
    operation_id="post-receipts-id-archive",
    errors=(404,),
    extension=True,
    etag=True,
)
async def post_archive(request: ApiRequest, id: ReceiptId, data: JSONBody[ReceiptReason]) -> Response[ReceiptDetail]:
    done = await put_receipt_away(request.tx, request.caller, id, PutAway.ARCHIVED, data.reason)
    return await answer_receipt(request, done)


@post(
    "/v1/receipts/{id:str}/delete",
    needs=Permission.PURCHASING_WRITE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Delete a receipt",
    description="What it brought is taken back from its order; invoices that are matched with it are looked at again. Its "
    "number is free again; the receipt itself stays on record.",
    tag=TAG,
    operation_id="post-receipts-id-delete",
    errors=(404,),
    extension=True,
    etag=True,
)
async def post_delete(request: ApiRequest, id: ReceiptId, data: JSONBody[ReceiptReason]) -> Response[ReceiptDetail]:
    done = await put_receipt_away(request.tx, request.caller, id, PutAway.DELETED, data.reason)
    return await answer_receipt(request, done)


@post(
    "/v1/receipts/{id:str}/reopen",
    needs=Permission.PURCHASING_WRITE,
    feature=Feature.PURCHASE_ORDERS,
    summary="Reopen a receipt",
    description="Takes back an archive or delete, or says that one which came for a closed order is right. Send the ETag of what "
    "is taken back as If-Match to be refused (412) when somebody did something since.",
    tag=TAG,
    operation_id="post-receipts-id-reopen",
    errors=(404,),
    body=(ReopenReceipt, JSON),
    body_optional=True,
    extension=True,
    etag=True,
)
async def post_reopen(request: ApiRequest, id: ReceiptId, if_match: IfMatch = None) -> Response[ReceiptDetail]:
    data = await read_body(request, ReopenReceipt)
    seen = read_etag(if_match)
    done = await reopen_receipt(request.tx, request.caller, id, data.reason, seen_version=seen)
    return await answer_receipt(request, done)
