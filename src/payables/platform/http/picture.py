"""A picture of a page that was drawn here, as an answer: shown inline, unlike what somebody uploaded."""

from typing import Annotated

from litestar import Response
from litestar.params import PathParameter, QueryParameter

from payables.kit.errors import FieldError, InvalidFields

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


def picture(data: bytes, tag: str, *, named: bool, filename: str) -> Response[bytes]:
    """WebP. `named`: its address holds the tag, so that what is shown there never changes."""
    headers = {
        "ETag": f'"{tag}"',
        "Cache-Control": A_DAY if named else ASK_AGAIN,
        "Content-Disposition": f'inline; filename="{filename}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(data, media_type="image/webp", headers=headers)
