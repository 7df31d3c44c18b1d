"""Routes that show the pages of an upload to people: how many there are, a picture of each, and its words."""

from litestar import Response

from payables.capture.api.shown_pages import PageOfFile, file_to_show, pages_of_upload
from payables.capture.api.steps import UploadId, read_id
from payables.capture.schema import UnshownDelivery, UploadPage, UploadPagesAnswer
from payables.extraction.page_pictures.pictures import PagePictures
from payables.extraction.page_pictures.shapes import WordsAnswer, shown_words
from payables.invoices.actions.read_words import read_words
from payables.platform.caller import Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.picture import PageOfPaper, PictureTag, PictureWidth, check_width, drawn, numbered
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get

TAG = "Capture"


@get(
    "/v1/invoices/uploads/{id:str}/pages",
    needs=Permission.INVOICES_READ,
    summary="List the pages of an upload",
    description=(
        "Numbered as a split names them: through all files that are read together with it. Also of a file that could not be "
        "read, as far as it can be opened."
    ),
    tag=TAG,
    operation_id="get-invoices-uploads-id-pages",
    errors=(404,),
    extension=True,
)
async def get_upload_pages(request: ApiRequest, id: UploadId) -> Response[UploadPagesAnswer]:
    found = await pages_of_upload(request, read_id(id))
    pages = [_page(request, id, number, page) for number, page in enumerate(found.pages, 1)]
    unshown = [
        UnshownDelivery(upload_id=str(file.upload), filename=file.filename, code=refusal.reason, message=refusal.why)
        for file, refusal in found.unshown
    ]
    return JsonResponse(UploadPagesAnswer(request.answer_version, len(pages), pages, unshown))


@get(
    "/v1/invoices/uploads/{id:str}/pages/{page:str}",
    needs=Permission.INVOICES_READ,
    summary="Show a page of an upload",
    description=(
        "A picture in WebP, drawn here, upright and no larger than it may be. 409 page_not_shown where the file cannot be "
        "opened, 503 too_many_pictures with Retry-After where too many pages are being drawn."
    ),
    tag=TAG,
    operation_id="get-invoices-uploads-id-pages-page",
    errors=(404, 409),
    media_type="image/webp",
    extension=True,
)
async def get_upload_page(
    request: ApiRequest, id: UploadId, page: PageOfPaper, width: PictureWidth = 1200, v: PictureTag = None
) -> Response[bytes]:
    check_width(width)
    shown = await _wanted(request, id, page)
    pictures: PagePictures = request.app.state.pictures
    file, quarters = file_to_show(request, shown.file), shown.size.quarters
    return await drawn(pictures, file, shown.file_page, quarters, width=width, seen=v, number=page)


@get(
    "/v1/invoices/uploads/{id:str}/pages/{page:str}/words",
    needs=Permission.INVOICES_READ,
    summary="Read the words of a page of an upload",
    description="Each with its place on the picture, in reading order. Of scans those that OCR read when the file was read.",
    tag=TAG,
    operation_id="get-invoices-uploads-id-pages-page-words",
    errors=(404, 409),
    extension=True,
)
async def get_upload_words(request: ApiRequest, id: UploadId, page: PageOfPaper) -> Response[WordsAnswer]:
    shown = await _wanted(request, id, page)
    pictures: PagePictures = request.app.state.pictures
    file = file_to_show(request, shown.file)
    words, reason = await read_words(request.tx, pictures, file, shown.file.sha256, shown.file_page)
    told = shown_words(words, shown.size.quarters)
    return JsonResponse(WordsAnswer(request.answer_version, int(page), told, None if told else reason))


async def _wanted(request: ApiRequest, id: str, page: str) -> PageOfFile:
    """Raises NotFound where there is no such page, PageNotShown where a file that cannot be opened may have it."""
    found = await pages_of_upload(request, read_id(id))
    return numbered(page, found.pages, found.unshown)


def _page(request: ApiRequest, id: str, number: int, page: PageOfFile) -> UploadPage:
    size, pictures = page.size, request.app.state.pictures
    tag = pictures.tag(file_to_show(request, page.file), page.file_page, size.quarters)
    base_url: str = request.scope["state"]["settings"].base_url
    return UploadPage(
        number=number,
        width=size.width,
        height=size.height,
        turned=90 * size.quarters,  # type: ignore[arg-type]
        tag=tag,
        url=f"{base_url}/v1/invoices/uploads/{id}/pages/{number}?v={tag}",
        upload_id=str(page.file.upload),
        file_page=page.file_page,
    )
