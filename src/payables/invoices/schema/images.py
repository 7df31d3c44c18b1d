"""API shapes of replaced files (contract/invoices-and-catalog.md section 3.6)."""

from typing import Annotated

import msgspec
from msgspec import Meta

from payables.invoices.rules.images import MAX_IMAGES
from payables.invoices.schema.invoice import InvoiceImage

_BINARY = Meta(description="PDF, JPG, JPEG or PNG, at most 50 MB.", extra_json_schema={"format": "binary"})


class ImagesForm(msgspec.Struct):
    """Form of PATCH /invoices/{id}/images."""

    images: Annotated[list[Annotated[str, _BINARY]], Meta(min_length=1, max_length=MAX_IMAGES)]


class ImageError(msgspec.Struct):
    """A file that was left out."""

    source: Annotated[str, Meta(description="Its name.")]
    error: str


class ImagesAnswer(msgspec.Struct):
    """The files that the invoice has now."""

    images: list[InvoiceImage]
    image_errors: Annotated[list[ImageError], Meta(description="Files that could not be used and were left out.")]
