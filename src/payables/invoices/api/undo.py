"""Routes that take back one's own approval, decline or flag: the contract has none."""

from litestar import Response

from payables.approvals.model import Step
from payables.invoices.actions.undo import undo
from payables.invoices.api.answer import answer_detail
from payables.invoices.schema.invoice import InvoiceDetail
from payables.platform.caller import Permission
from payables.platform.http.etag import read_etag
from payables.platform.http.parameters import IfMatch, InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import post


@post(
    "/v1/invoices/{id:str}/approve/undo",
    needs=Permission.INVOICES_APPROVE,
    summary="Take back one's own approval",
    description="As long as nothing has followed from it: the invoice waits again for whoever it waited for.",
    tag="Invoices",
    operation_id="post-invoices-id-approve-undo",
    errors=(404, 412),
    body_optional=True,
    etag=True,
    extension=True,
)
async def post_undo_approve(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> Response[InvoiceDetail]:
    return await _undone(request, id, Step.APPROVE, if_match)


@post(
    "/v1/invoices/{id:str}/decline/undo",
    needs=Permission.INVOICES_APPROVE,
    summary="Take back one's own decline",
    description="As long as nothing has followed from it: the invoice waits again, and approvals given before count.",
    tag="Invoices",
    operation_id="post-invoices-id-decline-undo",
    errors=(404, 412),
    body_optional=True,
    etag=True,
    extension=True,
)
async def post_undo_decline(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> Response[InvoiceDetail]:
    return await _undone(request, id, Step.DECLINE, if_match)


@post(
    "/v1/invoices/{id:str}/flag/undo",
    needs=Permission.INVOICES_EDIT,
    summary="Take back one's own flag",
    description="As long as nothing has followed from it: the invoice is where it was, and approvals given before count.",
    tag="Invoices",
    operation_id="post-invoices-id-flag-undo",
    errors=(404, 412),
    body_optional=True,
    etag=True,
    extension=True,
)
async def post_undo_flag(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> Response[InvoiceDetail]:
    return await _undone(request, id, Step.FLAG, if_match)


async def _undone(request: ApiRequest, id: str, step: Step, if_match: str | None) -> Response[InvoiceDetail]:
    invoice = await undo(request.tx, request.caller, id, step, seen_version=read_etag(if_match))
    return await answer_detail(request, invoice)
