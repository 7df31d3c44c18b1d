"""Pictures from strangers: few formats, size known before decoding, upright by their EXIF mark."""

import io
import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from payables.extraction.errors import Unreadable
from payables.extraction.limits import Limits

FORMATS = ("JPEG", "PNG", "TIFF")
DEEP = ("I", "F", "I;16", "I;16L", "I;16B", "I;16N")  # modes of grey with more than 256 levels
WHITES = (1, 0xFF, 0xFFFF)  # what the brightest level of a picture in numbers may be
LYING = (5, 6, 7, 8)  # EXIF marks of pictures that are stored on their side
TRANSPARENT = ("RGBA", "RGBa", "LA", "La", "PA", "P")


def open_images(data: bytes, limits: Limits) -> Iterator[Image.Image]:
    """The file's pages in RGB, upright, one at a time.

    Raises Unreadable: truncated, too_large_when_unpacked, too_many_pages.
    """
    with _refusing():
        for frame in _frames(data, limits):
            yield _upright(frame, limits)


def open_image_page(data: bytes, number: int, limits: Limits, width: int) -> Image.Image:
    """One of the pages, from 1, in RGB and upright; of a JPEG no more is unpacked than a picture so wide needs.

    Raises Unreadable as `open_images` does; page_not_there.
    """
    with _refusing():
        for place, frame in enumerate(_frames(data, limits), 1):
            if place == number:
                _check_size(frame, limits)
                frame.draft(None, (width, width))  # type: ignore[arg-type]  # None leaves the mode as it is
                return _upright(frame, limits)
    raise Unreadable("page_not_there", f"{number}")


def sizes_of_images(data: bytes, limits: Limits) -> list[tuple[int, int]]:
    """Pixels of the file's pages, upright; nothing is unpacked. Raises Unreadable as `open_images` does."""
    with _refusing():
        return [_upright_size(frame) for frame in _frames(data, limits)]


@contextmanager
def _refusing() -> Generator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            yield
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise Unreadable("too_large_when_unpacked", str(error)[:200]) from error
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
            raise Unreadable("truncated", str(error)[:200]) from error


def _frames(data: bytes, limits: Limits) -> Iterator[Image.Image]:
    """Each as it lies in the file, to be used before the next is asked for."""
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        frames = getattr(image, "n_frames", 1)
        if frames > limits.pages:
            raise Unreadable("too_many_pages", f"{frames} pages, {limits.pages} allowed")
        for i in range(frames):
            image.seek(i)
            yield image


def _upright(image: Image.Image, limits: Limits) -> Image.Image:
    _check_size(image, limits)
    image.load()
    return _on_white(ImageOps.exif_transpose(image) or image)


def _check_size(image: Image.Image, limits: Limits) -> None:
    if image.width * image.height > limits.pixels:
        raise Unreadable("too_large_when_unpacked", f"{image.width} x {image.height} pixels")


def _upright_size(image: Image.Image) -> tuple[int, int]:
    """A TIFF counts its mark already."""
    lies = image.format != "TIFF" and image.getexif().get(ExifTags.Base.Orientation) in LYING
    return (image.height, image.width) if lies else image.size


def _on_white(image: Image.Image) -> Image.Image:
    """In 256 levels, as viewers show it; transparent parts are paper, also where a PNG names one colour as transparent."""
    if image.mode in DEEP:
        image = _in_256_levels(image)
    elif "transparency" in image.info:
        _in_bytes(image)
    elif image.mode not in TRANSPARENT:
        return image.convert("RGB")
    image = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def _in_256_levels(image: Image.Image) -> Image.Image:
    """Else everything above 255 would be white."""
    levels = np.asarray(image)
    shown = Image.fromarray((levels >> 8).astype(np.uint8) if levels.dtype.kind == "u" else _scaled(levels))
    if isinstance(clear := image.info.get("transparency"), int):
        shown.putalpha(Image.fromarray(np.where(levels == clear, 0, 255).astype(np.uint8)))
    return shown


def _scaled(levels: NDArray[Any]) -> NDArray[np.uint8]:
    """Of numbers whose white is nowhere said."""
    known = np.nan_to_num(levels.astype(np.float32))
    brightest = float(known.max())
    white = next((white for white in WHITES if brightest <= white), brightest)
    return (known.clip(0, white) * (255 / white)).astype(np.uint8)


def _in_bytes(image: Image.Image) -> None:
    """The transparent colour of a PNG with 16 bits to a channel, of which the upper eight are opened."""
    clear = image.info["transparency"]
    if isinstance(clear, tuple) and any(level > 0xFF for level in clear):
        image.info["transparency"] = tuple(level >> 8 for level in clear)
