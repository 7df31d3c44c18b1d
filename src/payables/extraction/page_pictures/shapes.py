"""API shapes of pages that people look at, of invoices and of uploads alike."""

from collections.abc import Sequence
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from payables.extraction.page.said import PageWord

Share = Annotated[float, Meta(ge=0, le=1)]  # not money: a share of the page or a probability
UprightBox = Annotated[
    list[Share],
    Meta(
        min_length=4,
        max_length=4,
        description="[x0, y0, x1, y1] from the upper left, as shares of the picture: it stands upright, and so does the box.",
    ),
]


class ShownPage(msgspec.Struct, kw_only=True):
    """A page as its picture shows it."""

    number: Annotated[int, Meta(description="From 1, through all files.")]
    width: Annotated[
        float,  # not money
        Meta(description="Of the upright page in points; a picture's pixels count as 200 to the inch."),
    ]
    height: float  # not money
    turned: Annotated[
        Literal[0, 90, 180, 270],
        Meta(description="Degrees to the right by which the picture is turned against the page as its file opens."),
    ]
    tag: Annotated[
        str, Meta(description="Names what is shown: another text for another picture. See the parameter `v`.")
    ]
    url: Annotated[str, Meta(description="Of the picture, with `v`.")]


class UnshownFile(msgspec.Struct, kw_only=True):
    """A file that no page can be shown of."""

    filename: str
    code: Annotated[str, Meta(description="no_pages for an e-invoice in XML, else why it cannot be opened.")]
    message: str


class WordOnPage(msgspec.Struct):
    """A word and where it stands."""

    text: str
    box: UprightBox
    line: Annotated[int, Meta(description="Words of one number stand in one printed line.")]
    confidence: Annotated[Share, Meta(description="1 for text that the file itself holds, the engine's own for OCR.")]


class NoWords(msgspec.Struct):
    """Why a page has none."""

    code: Annotated[
        Literal["no_text", "not_kept"],
        Meta(
            description="no_text: there is none on the page. not_kept: the page is a picture, and either nothing was read on it "
            "or it was read before words were kept."
        ),
    ]
    message: str


class WordsAnswer(msgspec.Struct):
    """The words of one page, line by line and from left to right; at most 3,000."""

    version: str
    number: int
    words: list[WordOnPage]
    reason: Annotated[NoWords | None, Meta(description="Where there are no words.")]


NO_TEXT = NoWords("no_text", "There is no text on this page.")
NOT_KEPT = NoWords(
    "not_kept",
    "The page is a picture, and no words of it were kept: none were read, or it was read before they were kept.",
)


def shown_words(words: Sequence[PageWord], quarters: int) -> list[WordOnPage]:
    """As they stand on the page once it is turned to the right by `quarters`."""
    return [WordOnPage(word.text, word.box(quarters), word.line, word.sure / 100) for word in words]
