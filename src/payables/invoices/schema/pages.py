"""API shapes of the pages of an invoice."""

from typing import Annotated

import msgspec
from msgspec import Meta

from payables.extraction.page_pictures.shapes import Share, ShownPage, UnshownFile, UprightBox


class ValueOnPage(msgspec.Struct):
    """A value that was read on the page."""

    name: Annotated[
        str,
        Meta(
            description="Its path in `extraction` of GET /v1/invoices/{id}?expand=extraction.",
            examples=["total_amount", "items[2].price"],
        ),
    ]
    box: UprightBox
    value: str
    confidence: Share


class InvoicePage(ShownPage, kw_only=True):
    """A page of one of the invoice's files."""

    image_id: Annotated[int, Meta(description="The one of the invoice's `images` that it stands on.")]
    image_page: Annotated[int, Meta(description="Its number in the file that the image's `url` gives, from 1.")]
    read_as: Annotated[
        int | None, Meta(description="What `page` of a value in `extraction` means; null where the page was not read.")
    ]
    values: Annotated[list[ValueOnPage], Meta(description="What was read on it.")]


class UnshownImage(UnshownFile, kw_only=True):
    """An image of the invoice that no page can be shown of."""

    image_id: int


class InvoicePagesAnswer(msgspec.Struct):
    """The pages of the invoice's files, in their order."""

    version: str
    count: int
    pages: list[InvoicePage]
    unshown: Annotated[list[UnshownImage], Meta(description="Files that no page can be shown of, and why.")]
