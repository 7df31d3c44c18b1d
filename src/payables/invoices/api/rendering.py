"""The route that shows an e-invoice to people."""

import msgspec
from litestar import Response

from payables.extraction.model import Reading
from payables.extraction.rendering.page import rendering
from payables.extraction.rendering.style import POLICY
from payables.invoices.errors import NoEInvoice
from payables.invoices.queries import records
from payables.invoices.queries.parts import reading_of
from payables.platform.caller import Permission
from payables.platform.http.parameters import InvoiceId
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get


@get(
    "/v1/invoices/{id:str}/rendering",
    needs=Permission.INVOICES_READ,
    summary="Show an e-invoice to people",
    description=(
        "An HTML page that prints well: what the XML says, bare or inside a PDF, with the findings of its checks. It is made "
        "here out of what was read: no script, nothing from elsewhere. 404 no_einvoice where the invoice was not read from XML."
    ),
    tag="Invoices",
    operation_id="get-invoices-id-rendering",
    errors=(404,),
    media_type="text/html",
    extension=True,
)
async def get_rendering(request: ApiRequest, id: InvoiceId) -> Response[str]:
    """Shown inline, unlike files: the page is ours, and every word of the sender's in it is escaped."""
    seen = await records.seen(request.tx, request.caller, id)
    stored = await reading_of(request.tx, seen.invoice.upload_id)
    reading = msgspec.convert(stored, Reading) if stored else None
    if reading is None or not reading.is_xml:
        raise NoEInvoice
    headers = {"Content-Security-Policy": POLICY, "Content-Disposition": "inline"}
    return Response(rendering(reading), media_type="text/html", headers=headers)
