"""Routes that show the pages of an invoice to people: how many there are, a picture of each, and its words."""

from collections.abc import Sequence

from litestar import Response

from payables.extraction.page_pictures.pictures import PagePictures
from payables.extraction.page_pictures.shapes import WordsAnswer, shown_words
from payables.invoices.actions.read_words import read_words
from payables.invoices.api.shown_pages import PageOfImage, file_of, pages_of_invoice
from payables.invoices.rules.placed_values import PlacedValue, placed_values
from payables.invoices.schema.pages import InvoicePage, InvoicePagesAnswer, UnshownImage, ValueOnPage
from payables.platform.caller import Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.parameters import InvoiceId
from payables.platform.http.picture import PageOfPaper, PictureTag, PictureWidth, check_width, drawn, numbered
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get


@get(
    "/v1/invoices/{id:str}/pages",
    needs=Permission.INVOICES_READ,
    summary="List the pages of an invoice",
    description=(
        "Over all of its files in their order, upright, with the boxes of what was read. An e-invoice in XML has none: "
        "GET /v1/invoices/{id}/rendering shows it."
    ),
    tag="Invoices",
    operation_id="get-invoices-id-pages",
    errors=(404,),
    extension=True,
)
async def get_pages(request: ApiRequest, id: InvoiceId) -> Response[InvoicePagesAnswer]:
    found = await pages_of_invoice(request, id)
    values = placed_values(found.reading)
    pages = [_page(request, id, number, page, values) for number, page in enumerate(found.pages, 1)]
    unshown = [
        UnshownImage(image_id=image.id, filename=image.filename, code=refusal.reason, message=refusal.why)
        for image, refusal in found.unshown
    ]
    return JsonResponse(InvoicePagesAnswer(request.answer_version, len(pages), pages, unshown))


@get(
    "/v1/invoices/{id:str}/pages/{page:str}",
    needs=Permission.INVOICES_READ,
    summary="Show a page of an invoice",
    description=(
        "A picture in WebP, drawn here, upright and no larger than it may be. 409 page_not_shown where the file cannot be "
        "opened, 503 too_many_pictures with Retry-After where too many pages are being drawn."
    ),
    tag="Invoices",
    operation_id="get-invoices-id-pages-page",
    errors=(404, 409),
    media_type="image/webp",
    extension=True,
)
async def get_page(
    request: ApiRequest, id: InvoiceId, page: PageOfPaper, width: PictureWidth = 1200, v: PictureTag = None
) -> Response[bytes]:
    check_width(width)
    shown = await _wanted(request, id, page)
    pictures: PagePictures = request.app.state.pictures
    file, quarters = file_of(request, shown.image), shown.size.quarters
    return await drawn(pictures, file, shown.file_page, quarters, width=width, seen=v, number=page)


@get(
    "/v1/invoices/{id:str}/pages/{page:str}/words",
    needs=Permission.INVOICES_READ,
    summary="Read the words of a page of an invoice",
    description="Each with its place on the picture, in reading order. Of scans those that OCR read when the file was read.",
    tag="Invoices",
    operation_id="get-invoices-id-pages-page-words",
    errors=(404, 409),
    extension=True,
)
async def get_words(request: ApiRequest, id: InvoiceId, page: PageOfPaper) -> Response[WordsAnswer]:
    shown = await _wanted(request, id, page)
    pictures: PagePictures = request.app.state.pictures
    file = file_of(request, shown.image)
    words, reason = await read_words(request.tx, pictures, file, shown.image.sha256, shown.file_page)
    told = shown_words(words, shown.size.quarters)
    return JsonResponse(WordsAnswer(request.answer_version, int(page), told, None if told else reason))


async def _wanted(request: ApiRequest, id: str, page: str) -> PageOfImage:
    """Raises NotFound where there is no such page, PageNotShown where a file that cannot be opened may have it."""
    found = await pages_of_invoice(request, id)
    return numbered(page, found.pages, found.unshown)


def _page(request: ApiRequest, id: str, number: int, page: PageOfImage, values: Sequence[PlacedValue]) -> InvoicePage:
    size, pictures = page.size, request.app.state.pictures
    tag = pictures.tag(file_of(request, page.image), page.file_page, size.quarters)
    base_url: str = request.scope["state"]["settings"].base_url
    return InvoicePage(
        number=number,
        width=size.width,
        height=size.height,
        turned=90 * size.quarters,  # type: ignore[arg-type]
        tag=tag,
        url=f"{base_url}/v1/invoices/{id}/pages/{number}?v={tag}",
        image_id=page.image.id,
        image_page=page.image_page,
        read_as=size.read_as,
        values=[ValueOnPage(v.name, v.box, v.value, v.confidence) for v in values if v.page == size.read_as],
    )
