"""What an OCR engine promises."""

from typing import Protocol

from PIL import Image

from payables.extraction.page.model import Word


class Engine(Protocol):
    """Reads one upright RGB picture; boxes in its pixels, confidence per word."""

    def read(self, image: Image.Image) -> list[Word]: ...
