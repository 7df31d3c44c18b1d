"""Uneven light on a photographed page taken out: Tesseract draws one line between ink and paper for the whole picture."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

BLOCKS = 24  # of each side, whose paper is looked at
WITHIN = 8  # places of each side of a block
WHITE = 240.0  # level that paper becomes
UNEVEN = 0.8  # darkest to brightest paper below which the light is evened
ROUNDS = 6
NEAR = 0.08  # share of the brightness by which a block may differ and still be paper, and not a bar or a logo

Floats = NDArray[np.float64]


def evenly_lit(image: Image.Image) -> Image.Image:
    """The picture as it is where its light is even."""
    gray = image.convert("L")
    paper = _paper(_blocks(gray))
    if paper.min() <= 0 or paper.min() > UNEVEN * paper.max():
        return image
    surface = Image.fromarray(paper.astype(np.float32)).resize(image.size, Image.Resampling.BILINEAR)
    bright = np.maximum(np.asarray(surface), 1.0) / np.float32(WHITE)
    even = np.minimum(np.asarray(gray) / bright, np.float32(255.0))
    return Image.fromarray(even.astype(np.uint8)).convert("RGB")


def _blocks(gray: Image.Image) -> Floats:
    """How bright the bright parts of each block are."""
    small = np.asarray(gray.resize((BLOCKS * WITHIN, BLOCKS * WITHIN), Image.Resampling.BOX))
    blocks = small.reshape(BLOCKS, WITHIN, BLOCKS, WITHIN).transpose(0, 2, 1, 3).reshape(BLOCKS, BLOCKS, -1)
    return np.percentile(blocks, 80, axis=2).astype(np.float64)


def _paper(blocks: Floats) -> Floats:
    """A smooth surface through the blocks that are paper."""
    y, x = (axis.ravel() / (BLOCKS - 1) - 0.5 for axis in np.mgrid[0:BLOCKS, 0:BLOCKS].astype(np.float64))
    terms = np.stack([np.ones_like(x), x, y, x * y, x * x, y * y], axis=1)
    seen = blocks.ravel()
    kept, surface = seen > 0, seen
    for _ in range(ROUNDS):
        factors, *_ = np.linalg.lstsq(terms[kept], seen[kept], rcond=None)
        surface = terms @ factors
        near = seen > surface * (1 - NEAR)
        if near.sum() < len(seen) // 4 or np.array_equal(near, kept):
            break
        kept = near
    return surface.reshape(BLOCKS, BLOCKS).astype(np.float64)
