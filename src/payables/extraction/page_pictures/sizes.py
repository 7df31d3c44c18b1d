"""How many pages a file has and how large they are, synchronously: called only inside the child process of the file."""

from payables.extraction.image.open import sizes_of_images
from payables.extraction.image.read import ASSUMED_DPI
from payables.extraction.limits import Limits
from payables.extraction.page_pictures.kinds import IMAGES, kind_with_pages
from payables.extraction.pdf.open import open_pdf


def sizes(data: bytes, limits: Limits) -> list[tuple[float, float]]:
    """Width and height of each page in points, as the file opens. Raises Unreadable."""
    if kind_with_pages(data) in IMAGES:
        scale = 72 / ASSUMED_DPI
        return [_rounded(width * scale, height * scale) for width, height in sizes_of_images(data, limits)]
    document = open_pdf(data, limits)
    return [_rounded(*document.get_page_size(place)) for place in range(len(document))]


def _rounded(width: float, height: float) -> tuple[float, float]:
    return round(max(width, 1.0), 2), round(max(height, 1.0), 2)
