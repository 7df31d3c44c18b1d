"""Routes that enter and change invoices (contract/invoices-and-catalog.md sections 3.3 and 3.4)."""

from typing import Any

from litestar import Response

from payables.invoices.actions.change_invoice import change_invoice
from payables.invoices.actions.create_invoice import create_invoice
from payables.invoices.actions.undo_change import undo_change
from payables.invoices.api.answer import answer_detail
from payables.invoices.api.items_result import items_result
from payables.invoices.schema.bodies import InvoiceBody, InvoiceChange
from payables.invoices.schema.invoice import InvoiceDetail
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Permission
from payables.platform.files import FileStore
from payables.platform.http.etag import read_etag
from payables.platform.http.json_body import json_object
from payables.platform.http.parameters import IfMatch, InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import patch, post
from payables.platform.settings import Settings

JSON = ("application/json",)


def _largest_body(settings: Settings) -> int:
    """Files in base64 as long as one of the largest, and the rest."""
    return settings.max_upload_bytes * 4 // 3 + 4 + settings.max_json_bytes


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
    etag=True,
    max_body=_largest_body,
)
async def post_invoice(request: ApiRequest) -> Response[InvoiceDetail]:
    sent = await json_object(request)
    files, largest_file = _files(request)
    entered = await create_invoice(request.tx, request.caller, files, sent, largest_file=largest_file)
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
    etag=True,
    max_body=_largest_body,
)
async def patch_invoice(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> Response[InvoiceDetail]:
    seen_version = read_etag(if_match)
    sent = _by_name(await json_object(request))
    files, largest_file = _files(request)
    invoice, lines = await change_invoice(
        request.tx, request.caller, files, id, sent, largest_file=largest_file, seen_version=seen_version
    )
    return await answer_detail(request, invoice.id, items_result=items_result(lines) if lines else None)


@post(
    "/v1/invoices/{id:str}/change/undo",
    needs=Permission.INVOICES_EDIT,
    summary="Take back one's own last change",
    description=(
        "The values and lines that it changed are as before, as long as nobody has changed them since. What the change had "
        "answered is asked again, and a material change starts approvals over."
    ),
    tag="Invoices",
    operation_id="post-invoices-id-change-undo",
    errors=(404, 409, 412),
    body_optional=True,
    etag=True,
    extension=True,
)
async def post_undo_change(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> Response[InvoiceDetail]:
    files, largest_file = _files(request)
    seen_version = read_etag(if_match)
    invoice = await undo_change(
        request.tx, request.caller, files, id, largest_file=largest_file, seen_version=seen_version
    )
    return await answer_detail(request, invoice)


def _by_name(sent: dict[str, Any]) -> dict[str, Any]:
    """An invoice answers its number as `number` and as `invoice_number`: either may be sent back, and both if they agree.
    Raises InvalidFields."""
    if "number" not in sent:
        return sent
    number = sent["number"]
    if sent.get("invoice_number", number) != number:
        raise InvalidFields(
            [FieldError("number", "It is the invoice_number: send one of them, or the same twice.", "contradicts")]
        )
    return {**sent, "invoice_number": number}


def _files(request: ApiRequest) -> tuple[FileStore, int]:
    """Where files are kept, and how many bytes one may have."""
    return request.app.state.files, request.scope["state"]["settings"].max_upload_bytes
