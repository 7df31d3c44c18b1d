"""Which pages an invoice has for people to look at, over all of its files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from payables.extraction.page_pictures.errors import PageNotShown
from payables.extraction.page_pictures.model import FileToShow, PageSize, sizes_as_read
from payables.extraction.page_pictures.pictures import PagePictures
from payables.invoices.model import Image
from payables.invoices.queries import records
from payables.invoices.queries.papers import ReadPaper, paper_of
from payables.invoices.queries.parts import images_of
from payables.platform.http.request import ApiRequest


@dataclass(frozen=True, slots=True)
class PageOfImage:
    """Page `file_page` of the image's stored file is page `image_page` of the image."""

    image: Image
    file_page: int
    image_page: int
    size: PageSize


@dataclass(frozen=True, slots=True)
class PagesOfInvoice:
    """`unshown` are images with the refusal that says why they have no page; `reading` is what was read, as plain values."""

    pages: list[PageOfImage]
    unshown: list[tuple[Image, PageNotShown]]
    reading: dict[str, Any]


async def pages_of_invoice(request: ApiRequest, id: str) -> PagesOfInvoice:
    """Raises NotFound, TooManyPictures."""
    invoice = (await records.seen(request.tx, request.caller, id)).invoice
    paper = await paper_of(request.tx, invoice.upload_id)
    found = PagesOfInvoice([], [], paper.reading if paper else {})
    known = _known(paper)
    for image in await images_of(request.tx, invoice.id):
        try:
            found.pages.extend(await _pages_of(request, image, known))
        except PageNotShown as refusal:
            found.unshown.append((image, refusal))
    return found


def file_of(request: ApiRequest, image: Image) -> FileToShow:
    return FileToShow(str(request.tx.account_id), image.sha256, request.app.state.files.get)


def _known(paper: ReadPaper | None) -> dict[tuple[bytes, int], PageSize]:
    if paper is None:
        return {}
    return sizes_as_read([(file.sha256, file.pages) for file in paper.files], paper.reading)


async def _pages_of(request: ApiRequest, image: Image, known: dict[tuple[bytes, int], PageSize]) -> list[PageOfImage]:
    """What was not read is looked up in the file. Raises PageNotShown, TooManyPictures."""
    sizes = {page: size for (sha256, page), size in known.items() if sha256 == image.sha256}
    wanted: Sequence[int] = image.pages or list(sizes)
    if not wanted or not all(page in sizes for page in wanted):
        pictures: PagePictures = request.app.state.pictures
        found = await pictures.sizes(file_of(request, image))
        sizes = {page: PageSize(*size) for page, size in enumerate(found, 1)} | sizes
        wanted = image.pages or list(sizes)
    placed = [(page, sizes[page]) for page in wanted if page in sizes]
    return [PageOfImage(image, page, place, size) for place, (page, size) in enumerate(placed, 1)]
