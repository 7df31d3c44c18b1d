"""Route that reckons what the lines of an invoice would come to, for whoever changes them."""

from payables.invoices.actions.try_sums import try_sums
from payables.invoices.api.shown_sums import shown_sums
from payables.invoices.schema.sums import InvoiceSums, SumsBody
from payables.platform.caller import Permission
from payables.platform.http.json_body import json_object
from payables.platform.http.parameters import InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import post


@post(
    "/v1/invoices/{id:str}/sums",
    needs=Permission.INVOICES_READ,
    summary="Try what the lines of an invoice come to",
    description="With the changes that are sent; nothing is changed. An empty object asks about the invoice as it is.",
    tag="Invoices",
    operation_id="post-invoices-id-sums",
    errors=(404,),
    body=(SumsBody, ("application/json",)),
    extension=True,
)
async def post_sums(request: ApiRequest, id: InvoiceId) -> InvoiceSums:
    tried = await try_sums(request.tx, request.caller, id, await json_object(request))
    invoice = tried.invoice
    return InvoiceSums(request.answer_version, str(invoice.id), invoice.currency, shown_sums(tried.sums), tried.amounts)
