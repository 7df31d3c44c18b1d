"""Which pages an upload has for people to look at, as they are counted where it is divided."""

from dataclasses import dataclass, field
from uuid import UUID

from payables.capture.queries import plans, uploads
from payables.capture.queries.read_sizes import read_sizes
from payables.extraction.page_pictures.errors import PageNotShown
from payables.extraction.page_pictures.model import FileToShow, PageSize, sizes_as_read
from payables.extraction.page_pictures.pictures import PagePictures
from payables.platform.http.request import ApiRequest


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    """`pages` is None until it was read."""

    upload: UUID
    sha256: bytes
    filename: str
    pages: int | None


@dataclass(frozen=True, slots=True)
class PageOfFile:
    """Page `file_page` of a delivered file."""

    file: DeliveredFile
    file_page: int
    size: PageSize


@dataclass(frozen=True, slots=True)
class PagesOfUpload:
    """`unshown` are files with the refusal that says why they have no page."""

    pages: list[PageOfFile] = field(default_factory=list[PageOfFile])
    unshown: list[tuple[DeliveredFile, PageNotShown]] = field(default_factory=list[tuple[DeliveredFile, PageNotShown]])


async def pages_of_upload(request: ApiRequest, id: UUID) -> PagesOfUpload:
    """Through all files that are read together with it. Raises NotFound, TooManyPictures."""
    files = await _files(request, id)
    known = sizes_as_read([(file.sha256, file.pages) for file in files], await read_sizes(request.tx, id))
    found = PagesOfUpload()
    for file in files:
        try:
            sizes = await _sizes(request, file, known)
        except PageNotShown as refusal:
            found.unshown.append((file, refusal))
            continue
        found.pages.extend(PageOfFile(file, page, size) for page, size in sizes.items())
    return found


def file_to_show(request: ApiRequest, file: DeliveredFile) -> FileToShow:
    return FileToShow(str(request.tx.account_id), file.sha256, request.app.state.files.get)


async def _files(request: ApiRequest, id: UUID) -> list[DeliveredFile]:
    row = await uploads.upload(request.tx, request.caller, id)
    plan = await plans.plan_of(request.tx, id, row["plan"])
    if plan is None:
        return [DeliveredFile(id, row["sha256"], row["filename"], None)]
    return [DeliveredFile(file.id, file.sha256, file.filename, file.pages) for file in plan.files]


async def _sizes(
    request: ApiRequest, file: DeliveredFile, known: dict[tuple[bytes, int], PageSize]
) -> dict[int, PageSize]:
    """What was not read is looked up in the file. Raises PageNotShown, TooManyPictures."""
    sizes = {page: size for (sha256, page), size in known.items() if sha256 == file.sha256}
    if sizes and (file.pages is None or len(sizes) >= file.pages):
        return sizes
    pictures: PagePictures = request.app.state.pictures
    found = await pictures.sizes(file_to_show(request, file))
    return {page: sizes.get(page) or PageSize(*size) for page, size in enumerate(found, 1)}
