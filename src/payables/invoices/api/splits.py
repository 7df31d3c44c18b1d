"""Routes that split invoices and lines."""

from typing import Annotated

from litestar import Response
from litestar.params import QueryParameter

from payables.invoices.actions.split import split
from payables.invoices.actions.unsplit import unsplit
from payables.invoices.api.answer import answer_detail
from payables.invoices.schema.invoice import InvoiceDetail
from payables.invoices.schema.splits import SplitBody
from payables.kit.ids import MAX_INT_ID
from payables.platform.caller import Permission
from payables.platform.http.etag import read_etag
from payables.platform.http.json_body import json_object
from payables.platform.http.parameters import IfMatch, InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import delete, post

JSON = ("application/json",)

Line = Annotated[
    int | None,
    QueryParameter(
        name="item_id", description="Only this line; all splits if left out.", ge=1, le=MAX_INT_ID, required=False
    ),
]


@post(
    "/v1/invoices/{id:str}/splits",
    needs=Permission.INVOICES_EDIT,
    summary="Split an invoice or a line",
    description=(
        "In place of the splits it has. Amounts of percentages are rounded so that they come to exactly what is split "
        "(largest remainder). Starts approvals over."
    ),
    tag="Invoices",
    operation_id="post-invoices-id-splits",
    errors=(404, 412),
    body=(SplitBody, JSON),
    etag=True,
    extension=True,
)
async def post_splits(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> Response[InvoiceDetail]:
    seen_version = read_etag(if_match)
    sent = await json_object(request)
    invoice = await split(request.tx, request.caller, id, sent, seen_version=seen_version)
    return await answer_detail(request, invoice)


@delete(
    "/v1/invoices/{id:str}/splits",
    needs=Permission.INVOICES_EDIT,
    summary="Take splits of an invoice away",
    description="Splits that were entered; split rules, if there are any, hold again. Starts approvals over.",
    tag="Invoices",
    operation_id="delete-invoices-id-splits",
    body_optional=True,
    errors=(404, 409, 412),
    etag=True,
    extension=True,
)
async def delete_splits(
    request: ApiRequest, id: InvoiceId, item_id: Line = None, if_match: IfMatch = None
) -> Response[InvoiceDetail]:
    invoice = await unsplit(request.tx, request.caller, id, item_id, seen_version=read_etag(if_match))
    return await answer_detail(request, invoice)
