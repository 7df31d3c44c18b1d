"""Routes that hold an invoice back from export, and release it."""

from litestar import Response

from payables.invoices.actions.hold import hold, release
from payables.invoices.api.answer import answer_detail
from payables.invoices.schema.hold import Hold, Release
from payables.invoices.schema.invoice import InvoiceDetail
from payables.kit.said import must_say, said
from payables.platform.caller import Permission
from payables.platform.http.etag import read_etag
from payables.platform.http.optional_body import read_body
from payables.platform.http.parameters import IfMatch, InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import post

JSON = ("application/json",)


@post(
    "/v1/invoices/{id:str}/hold",
    needs=Permission.INVOICES_APPROVE,
    summary="Hold an invoice back from export",
    description="State and approvals stay; an approved one shows `approved` until it is released.",
    tag="Invoices",
    operation_id="post-invoices-id-hold",
    errors=(404, 412),
    body=(Hold, JSON),
    etag=True,
    extension=True,
)
async def post_hold(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> Response[InvoiceDetail]:
    sentence = "Say why: whoever waits for it has to know."
    reason = must_say("reason", (await read_body(request, Hold)).reason, sentence)
    invoice = await hold(request.tx, request.caller, id, reason, seen_version=read_etag(if_match))
    return await answer_detail(request, invoice)


@post(
    "/v1/invoices/{id:str}/release",
    needs=Permission.INVOICES_APPROVE,
    summary="Release an invoice that is on hold",
    tag="Invoices",
    operation_id="post-invoices-id-release",
    errors=(404, 412),
    body=(Release, JSON),
    body_optional=True,
    etag=True,
    extension=True,
)
async def post_release(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> Response[InvoiceDetail]:
    reason = said("reason", (await read_body(request, Release)).reason)
    invoice = await release(request.tx, request.caller, id, reason, seen_version=read_etag(if_match))
    return await answer_detail(request, invoice)
