"""A picture of a page that was drawn here, as an answer: shown inline, unlike what somebody uploaded."""

from collections.abc import Sequence
from typing import Annotated, Any, Protocol, TypeVar

from litestar import Response
from litestar.params import PathParameter, QueryParameter

from payables.kit.errors import FieldError, InvalidFields, NotFound, Refusal
from payables.kit.ids import parse_int_id

File = TypeVar("File", contravariant=True)
Shown = TypeVar("Shown")

WIDTHS = (400, 800, 1200, 1800)
A_DAY = "private, max-age=86400, immutable"
ASK_AGAIN = "private, no-cache"

PageOfPaper = Annotated[str, PathParameter(description="Number of the page, from 1, through all files.")]
PictureWidth = Annotated[
    int, QueryParameter(description="Pixels: 400, 800, 1200 or 1800; 1200 if left out.", required=False)
]
PictureTag = Annotated[
    str | None,
    QueryParameter(
        description="The page's `tag`. While it is right, the picture may be kept by the client for a day.",
        required=False,
    ),
]


def check_width(width: int) -> None:
    """Raises InvalidFields."""
    if width not in WIDTHS:
        known = ", ".join(map(str, WIDTHS[:-1]))
        raise InvalidFields(
            [FieldError("width", f"A picture is {known} or {WIDTHS[-1]} pixels wide.", "unknown_width")]
        )


class Drawing(Protocol[File]):
    """What draws pages (extraction/page_pictures)."""

    async def picture(self, file: File, page: int, quarters: int, width: int) -> bytes: ...

    def tag(self, file: File, page: int, quarters: int) -> str: ...


def numbered(page: str, pages: Sequence[Shown], unshown: Sequence[tuple[Any, Refusal]]) -> Shown:
    """The page with this number. Raises NotFound where there is none, and why a file cannot be shown where that may have it."""
    number = parse_int_id(page)
    if number is not None and number <= len(pages):
        return pages[number - 1]
    if unshown and number is not None:
        raise unshown[0][1]
    raise NotFound(what="page")


async def drawn(
    pictures: Drawing[File], file: File, page: int, quarters: int, *, width: int, seen: str | None, number: str
) -> Response[bytes]:
    """The picture of a page of a file; `seen` is the tag in its address, `number` that of the page among all. Raises as
    `pictures` does."""
    tag = pictures.tag(file, page, quarters)
    data = await pictures.picture(file, page, quarters, width)
    return picture(data, f"{tag}-{width}", named=seen == tag, filename=f"page-{number}.webp")


def picture(data: bytes, tag: str, *, named: bool, filename: str) -> Response[bytes]:
    """WebP. `named`: its address holds the tag, so that what is shown there never changes."""
    headers = {
        "ETag": f'"{tag}"',
        "Cache-Control": A_DAY if named else ASK_AGAIN,
        "Content-Disposition": f'inline; filename="{filename}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(data, media_type="image/webp", headers=headers)
