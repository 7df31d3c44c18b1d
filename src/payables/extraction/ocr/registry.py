"""The engines by name, each made at first use: one line per engine."""

from collections.abc import Callable
from functools import cache

from payables.extraction.ocr.engine import Engine
from payables.extraction.ocr.rapidocr.engine import RapidOcrEngine
from payables.extraction.ocr.tesseract.engine import TesseractEngine, tesseract_path

_ENGINES: dict[str, tuple[Callable[[], bool], Callable[[], Engine]]] = {
    "tesseract": (lambda: tesseract_path() is not None, TesseractEngine),
    "rapidocr": (lambda: True, RapidOcrEngine),
}


def available() -> list[str]:
    return [name for name, (present, _) in _ENGINES.items() if present()]


@cache
def engine(name: str) -> Engine:
    return _ENGINES[name][1]()
