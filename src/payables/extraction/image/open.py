"""Pictures from strangers: few formats, size known before decoding, upright by their EXIF mark."""

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from payables.extraction.errors import Unreadable
from payables.extraction.limits import Limits

FORMATS = ("JPEG", "PNG", "TIFF")


def open_images(data: bytes, limits: Limits) -> Iterator[Image.Image]:
    """The file's pages in RGB, upright, one at a time.

    Raises Unreadable: truncated, too_large_when_unpacked, too_many_pages.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            yield from _pages(data, limits)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise Unreadable("too_large_when_unpacked", str(error)[:200]) from error
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
            raise Unreadable("truncated", str(error)[:200]) from error


def _pages(data: bytes, limits: Limits) -> Iterator[Image.Image]:
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        frames = getattr(image, "n_frames", 1)
        if frames > limits.pages:
            raise Unreadable("too_many_pages", f"{frames} pages, {limits.pages} allowed")
        for i in range(frames):
            image.seek(i)
            yield _upright(image, limits)


def _upright(image: Image.Image, limits: Limits) -> Image.Image:
    if image.width * image.height > limits.pixels:
        raise Unreadable("too_large_when_unpacked", f"{image.width} x {image.height} pixels")
    image.load()
    return _on_white(ImageOps.exif_transpose(image) or image)


def _on_white(image: Image.Image) -> Image.Image:
    """Transparent parts are paper."""
    if image.mode not in ("RGBA", "LA", "PA", "P"):
        return image.convert("RGB")
    image = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper
