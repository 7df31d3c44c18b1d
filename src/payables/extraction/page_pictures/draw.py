"""A page as a picture, synchronously and without protection: called only inside the child process of its file."""

import io
from typing import cast

from PIL import Image

from payables.extraction.errors import Unreadable
from payables.extraction.image.open import open_image_page
from payables.extraction.limits import Limits
from payables.extraction.page_pictures.kinds import IMAGES, kind_with_pages
from payables.extraction.pdf.annotations import show_annotations
from payables.extraction.pdf.open import open_pdf

MAX_SIDE = 8000  # pixels; the format itself ends at 16,383
MOST_PIXELS = 16_000_000
QUALITY, METHOD = 80, 2  # of a page of text at 1,200 pixels: 30 kB in 27 ms; a slower method saves a tenth
_TURNS = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}


def draw(data: bytes, number: int, quarters: int, width: int, limits: Limits) -> bytes:
    """Page `number` from 1 as WebP, turned to the right by `quarters`: `width` pixels wide, or less where the page is very long
    or its picture has no more. Raises Unreadable; page_not_there."""
    kind = kind_with_pages(data)
    drawn = (_image if kind in IMAGES else _pdf)(data, number, quarters % 4, width, limits)
    stream = io.BytesIO()
    drawn.save(stream, "WEBP", quality=QUALITY, method=METHOD)
    return stream.getvalue()


def scale_to(size: tuple[float, float], width: int) -> float:
    """Pixels to a unit of the page, within the bounds of a picture."""
    across, down = max(size[0], 0.01), max(size[1], 0.01)
    scale = width / across
    return min(scale, MAX_SIDE / down, (MOST_PIXELS / (across * down)) ** 0.5)


def _pdf(data: bytes, number: int, quarters: int, width: int, limits: Limits) -> Image.Image:
    document = open_pdf(data, limits)
    check_page(number, len(document))
    page = show_annotations(document, number - 1, [])
    across, down = page.get_size()
    scale = scale_to((down, across) if quarters % 2 else (across, down), width)
    return page.render(scale=cast(int, scale), rotation=90 * quarters).to_pil().convert("RGB")


def _image(data: bytes, number: int, quarters: int, width: int, limits: Limits) -> Image.Image:
    image = open_image_page(data, number, limits, width)
    image = image.transpose(_TURNS[quarters]) if quarters else image
    scale = min(scale_to((image.width, image.height), width), 1.0)
    size = max(round(image.width * scale), 1), max(round(image.height * scale), 1)
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def check_page(number: int, count: int) -> None:
    if not 1 <= number <= count:
        raise Unreadable("page_not_there", f"{number} of {count}")
