"""Route of declining an invoice, and of nothing else: the contract has none."""

from litestar import Response

from payables.invoices.actions.decline import decline
from payables.invoices.api.answer import answer_detail
from payables.invoices.api.persons import person_of
from payables.invoices.schema.decline import Decline
from payables.invoices.schema.invoice import InvoiceDetail
from payables.kit.said import must_say
from payables.platform.caller import Permission
from payables.platform.http.etag import read_etag
from payables.platform.http.optional_body import read_body
from payables.platform.http.parameters import IfMatch, InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import post


@post(
    "/v1/invoices/{id:str}/decline",
    needs=Permission.INVOICES_APPROVE,
    summary="Decline to approve an invoice",
    description="It goes to needs-attention with the reason `approval_declined`. A change that names something an approval "
    "covers, also with the value it has, sends it round again, and everybody is asked anew.",
    tag="Invoices",
    operation_id="post-invoices-id-decline",
    errors=(404, 412),
    body=(Decline, ("application/json",)),
    etag=True,
    extension=True,
)
async def post_decline(request: ApiRequest, id: InvoiceId, if_match: IfMatch = None) -> Response[InvoiceDetail]:
    wanted = await read_body(request, Decline)
    invoice = await decline(
        request.tx,
        request.caller,
        id,
        reason=must_say("reason", wanted.reason, "Say why: whoever works on it has to know."),
        acts_for=person_of(wanted.approver, "approver") if wanted.approver else None,
        seen_version=read_etag(if_match),
    )
    return await answer_detail(request, invoice)
