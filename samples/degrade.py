"""From a clean page to what a scanner, a fax machine or a telephone makes of it."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
from numpy.random import Generator, default_rng
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from samples.photo import photograph

Pixels = np.ndarray


def as_scan_jpeg(pdf: bytes, seed: int) -> bytes:
    """A grey scan of page one: 150 dpi, a little skewed, uneven light, dust."""
    return _jpeg(_scan(pdf, default_rng(seed), dpi=150, skew=1.1), quality=68)


def as_scan_pdf(pdf: bytes, seed: int) -> bytes:
    """An image-only PDF, as a multifunction printer mails it."""
    image = _scan(pdf, default_rng(seed), dpi=150, skew=-0.7)
    jpeg = _jpeg(image, quality=66)
    size = (image.width * 72 / 150, image.height * 72 / 150)
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size, invariant=1, pageCompression=0)
    canvas.setProducer("Sample generator of Payables")
    canvas.drawImage(ImageReader(io.BytesIO(jpeg)), 0, 0, *size)
    canvas.save()
    return target.getvalue()


def as_fax_tiff(pdf: bytes, seed: int) -> bytes:
    """Black and white at 200 dpi: ragged edges, specks, one faint streak, compressed as fax machines do."""
    rng = default_rng(seed)
    page = _rotated(_render(pdf, 200).filter(ImageFilter.GaussianBlur(0.9)), 0.9)
    pixels = _grey(page) + rng.normal(0, 16, (page.height, page.width))
    _specks(pixels, rng, count=140, darkest=40)
    column = int(page.width * 0.83)
    pixels[:, column : column + 2] -= 75
    image = Image.fromarray(pixels > 148)
    target = io.BytesIO()
    image.save(target, "TIFF", compression="group4", dpi=(200, 200))
    return target.getvalue()


def as_photo_jpeg(pdf: bytes, table: str, seed: int) -> bytes:
    """A till receipt on a table, photographed from above with a telephone; `table` is wood or slate."""
    return _jpeg(photograph(_render(pdf, 260, "RGB"), table, default_rng(seed)), quality=72)


def _scan(pdf: bytes, rng: Generator, dpi: int, skew: float) -> Image.Image:
    page = _rotated(_render(pdf, dpi).filter(ImageFilter.GaussianBlur(0.55)), skew)
    pixels = _grey(page)
    height, width = pixels.shape
    pixels = 26 + pixels * 0.855  # ink is never black, paper never white
    pixels *= _light(height, width, rng)
    pixels[:, : width // 60] -= np.linspace(45, 0, width // 60)  # the shadow of the lid
    _specks(pixels, rng, count=90, darkest=60)
    pixels += rng.normal(0, 3.2, (height, width))
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _render(pdf: bytes, dpi: int, mode: str = "L") -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=dpi / 72).to_pil().convert(mode)
    finally:
        document.close()


def _rotated(image: Image.Image, degrees: float) -> Image.Image:
    return image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=252)


def _grey(image: Image.Image) -> Pixels:
    return np.asarray(image, dtype=np.float64).copy()


def _light(height: int, width: int, rng: Generator) -> Pixels:
    """A lamp brighter at one corner and a slow waviness, as factors around one."""
    down, across = np.mgrid[0:height, 0:width]
    phase = rng.uniform(0, 6.28)
    slope = 1.03 - 0.11 * (down / height) * (across / width)
    return slope + 0.012 * np.sin(across / width * 5 + phase) * np.cos(down / height * 4)


def _specks(pixels: Pixels, rng: Generator, count: int, darkest: float) -> None:
    """Dust on the glass: dots of one to three pixels."""
    height, width = pixels.shape
    for y, x, size in zip(
        rng.integers(0, height - 4, count), rng.integers(0, width - 4, count), rng.integers(1, 4, count), strict=True
    ):
        pixels[y : y + size, x : x + size] -= rng.uniform(darkest, 160)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    target = io.BytesIO()
    image.save(target, "JPEG", quality=quality, optimize=True, dpi=(150, 150))
    return target.getvalue()
