"""Routes that code an invoice from what is known. All of them are extensions of the contract."""

from litestar import Response

from payables.invoices.actions.change_invoice import change_invoice
from payables.invoices.api.answer import answer_detail, read_etag
from payables.invoices.schema.invoice import InvoiceDetail
from payables.platform.caller import Permission
from payables.platform.http.parameters import IfMatch, InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import post


@post(
    "/v1/invoices/{id:str}/code",
    needs=Permission.INVOICES_EDIT,
    summary="Code what is not coded yet",
    description=(
        "By mapping rules, and by what was learned where the company lets it be applied. Dimensions that are there are "
        "left alone. Like every change, one of the coding starts approvals over."
    ),
    tag="Coding",
    operation_id="post-invoices-id-code",
    errors=(404, 412),
    body_optional=True,
    etag=True,
    extension=True,
)
async def post_code(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> Response[InvoiceDetail]:
    version = read_etag(if_match)
    files = request.app.state.files
    invoice, _ = await change_invoice(
        request.tx, request.caller, files, id, {}, largest_file=0, seen_version=version, code=True
    )
    return await answer_detail(request, invoice.id)
