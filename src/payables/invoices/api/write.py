"""Routes that enter and change invoices (contract/invoices-and-catalog.md sections 3.3 and 3.4)."""

from litestar import Response

from payables.invoices.actions.change_invoice import change_invoice
from payables.invoices.actions.change_lines import LinesChanged
from payables.invoices.actions.create_invoice import create_invoice
from payables.invoices.api.answer import answer_detail, read_etag
from payables.invoices.schema.bodies import InvoiceBody, InvoiceChange
from payables.invoices.schema.invoice import InvoiceDetail, ItemsProcessingResult
from payables.platform.caller import Permission
from payables.platform.http.json_body import json_object
from payables.platform.http.parameters import IfMatch, InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import patch, post

JSON = ("application/json",)
LARGEST_BODY = 36 * 1024 * 1024  # a file of 25 MB in base64, and the rest


@post(
    "/v1/invoices",
    needs=Permission.INVOICES_EDIT,
    summary="Enter an invoice",
    description=(
        "From structured data, with or without files. A likely duplicate is entered too, in needs-attention with its "
        "reason; so is an invoice with values missing or that do not add up."
    ),
    tag="Invoices",
    operation_id="post-invoices-root",
    status=201,
    errors=(404, 413),
    body=(InvoiceBody, JSON),
    max_body=LARGEST_BODY,
)
async def post_invoice(request: ApiRequest) -> Response[InvoiceDetail]:
    sent = await json_object(request)
    entered = await create_invoice(request.tx, request.caller, request.app.state.files, sent)
    return await answer_detail(request, entered.id, status=201)


@patch(
    "/v1/invoices/{id:str}",
    needs=Permission.INVOICES_EDIT,
    summary="Change an invoice",
    description=(
        "What is left out is kept. A line that is wrong fails by itself, see items_processing_result. Send the ETag as "
        "If-Match to be refused (412) when somebody was faster. A material change starts approvals over."
    ),
    tag="Invoices",
    operation_id="patch-invoices-id",
    errors=(404, 413),
    body=(InvoiceChange, JSON),
    max_body=LARGEST_BODY,
)
async def patch_invoice(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> Response[InvoiceDetail]:
    seen_version = read_etag(if_match)
    sent = await json_object(request)
    files = request.app.state.files
    invoice, lines = await change_invoice(request.tx, request.caller, files, id, sent, seen_version=seen_version)
    return await answer_detail(request, invoice.id, items_result=_result(lines) if lines else None)


def _result(lines: LinesChanged) -> ItemsProcessingResult:
    status = "success" if not lines.failure else "partial_success" if lines.success else "failure"
    success = {str(index): id for index, id in sorted(lines.success.items())}
    return ItemsProcessingResult(success, {str(index): text for index, text in sorted(lines.failure.items())}, status)
