"""Routes that read one invoice (contract/invoices-and-catalog.md section 3.2)."""

from typing import Annotated

from litestar import Response
from litestar.params import QueryParameter

from payables.extraction.cutting.cutter import TooManyAtOnce
from payables.extraction.errors import Unreadable
from payables.invoices.api.answer import answer_detail
from payables.invoices.errors import PagesNotCut
from payables.invoices.model import Image
from payables.invoices.queries import records
from payables.invoices.queries.parts import images_of
from payables.invoices.rules.filters import read_expand
from payables.invoices.schema.invoice import InvoiceDetail, InvoiceVersion
from payables.kit.errors import NotFound
from payables.kit.ids import parse_int_id
from payables.platform.caller import Permission
from payables.platform.http.download import download
from payables.platform.http.errors import Unavailable
from payables.platform.http.instants import twins
from payables.platform.http.parameters import (
    ImageId,
    InvoiceId,
)
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get


@get(
    "/v1/invoices/{id:str}",
    needs=Permission.INVOICES_READ,
    summary="Read an invoice",
    description="By its UUID or its integer invoice_id. The ETag header is its version, for If-Match.",
    tag="Invoices",
    operation_id="get-invoices-id",
    errors=(404,),
    etag=True,
)
async def get_invoice(
    request: ApiRequest,
    id: InvoiceId,
    expand: Annotated[
        str | None,
        QueryParameter(
            description="history, extraction, gl_splits, items, approvers, sums, divided by commas.", required=False
        ),
    ] = None,
) -> Response[InvoiceDetail]:
    known = {"history", "extraction", "gl_splits", "items", "approvers", "sums"}
    return await answer_detail(request, id, expand=read_expand(expand, known))


@get(
    "/v1/invoices/{id:str}/version",
    needs=Permission.INVOICES_READ,
    summary="Read which version of an invoice there is",
    description="For whoever shows an invoice for a while: cheap to ask for every few seconds.",
    tag="Invoices",
    operation_id="get-invoices-id-version",
    errors=(404,),
    extension=True,
)
async def get_version(request: ApiRequest, id: InvoiceId) -> InvoiceVersion:
    seen = await records.seen(request.tx, request.caller, id)
    return InvoiceVersion(
        request.answer_version,
        str(seen.invoice.id),
        seen.invoice.version,
        seen.status,
        last_modified_user=seen.modified_by.person if seen.modified_by else None,
        **twins("last_modified_date", seen.invoice.updated_at),
    )


@get(
    "/v1/invoices/{id:str}/images/{image_id:str}",
    needs=Permission.INVOICES_READ,
    summary="Download a file of an invoice",
    description="Of a file with several documents the invoice's own pages, as the image's `pages` names them.",
    tag="Invoices",
    operation_id="get-invoices-id-images-id",
    errors=(404, 409),
    media_type="application/octet-stream",
    extension=True,
)
async def get_image(request: ApiRequest, id: InvoiceId, image_id: ImageId) -> Response[bytes]:
    """The other pages are another invoice's, which may be of a location that the caller does not see."""
    invoice = await records.find(request.tx, request.caller, id)
    images = await images_of(request.tx, invoice)
    image = next((image for image in images if image.id == parse_int_id(image_id)), None)
    if image is None:
        raise NotFound(what="image")
    data: bytes = await request.app.state.files.get(image.sha256)
    return download(await _own_pages(request, image, data), image.filename)


async def _own_pages(request: ApiRequest, image: Image, data: bytes) -> bytes:
    """Raises PagesNotCut, Unavailable."""
    if image.pages is None:
        return data
    try:
        return await request.app.state.cutter.cut(data, image.filename, image.pages)
    except TooManyAtOnce as error:
        raise Unavailable from error
    except Unreadable as refusal:
        raise PagesNotCut(code=refusal.code) from refusal
