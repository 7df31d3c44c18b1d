"""Faxes and scans in black and white: their jagged letters are read better a little blurred."""

import numpy as np
from PIL import Image, ImageFilter

GREY = 0.01  # share of levels between black and white below which a picture has none
DARK, BRIGHT = 16, 240
BLUR = 0.7  # pixels


def smoothed(image: Image.Image) -> Image.Image:
    """The picture as it is where it has shades of grey."""
    levels = np.asarray(image.convert("L"))
    grey = float(((levels > DARK) & (levels < BRIGHT)).mean())
    return image if grey > GREY else image.filter(ImageFilter.GaussianBlur(BLUR))
