"""RapidOCR on one thread, offline: the models come with its wheel. About 0.9 GB while it reads an A4 page."""

from typing import Any

from PIL import Image

from payables.extraction.page.model import Word

_SETTINGS: dict[str, Any] = {
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Global.log_level": "critical",
    "Global.use_cls": False,
    "Global.return_word_box": True,
}


class RapidOcrEngine:
    """Made in the document's own process: onnxruntime starts threads when it is imported."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        self._engine = RapidOCR(params=_SETTINGS)

    def read(self, image: Image.Image) -> list[Word]:
        import numpy as np

        pixels = np.asarray(image)[:, :, ::-1]  # the models were trained on BGR
        found: Any = self._engine(pixels)
        if found.boxes is None:
            return []
        return [word for i, text in enumerate(found.txts) for word in _words(found, i, text)]


def _words(found: Any, i: int, text: str) -> list[Word]:
    """The words of one recognised run; without usable word boxes the run's width is shared out by characters."""
    parts = [part for part in found.word_results[i] if part[0].strip()]
    slope = _slope(found.boxes[i])
    if "".join(part[0] for part in parts) == text.replace(" ", ""):
        return [_word(part[0], part[2], part[1], slope) for part in parts]
    return _shared_out(found.boxes[i], text, found.scores[i], slope)


def _slope(corners: Any) -> float:
    """Of the run's upper edge: corners come from the upper left clockwise."""
    across, down = float(corners[1][0] - corners[0][0]), float(corners[1][1] - corners[0][1])
    return down / across if across > 0 and abs(down) < across else 0.0


def _word(text: str, corners: Any, score: float, slope: float) -> Word:
    xs, ys = [float(c[0]) for c in corners], [float(c[1]) for c in corners]
    return Word(text, min(xs), min(ys), max(xs), max(ys), float(score), slope)


def _shared_out(corners: Any, text: str, score: float, slope: float) -> list[Word]:
    whole = _word(text, corners, score, slope)
    share = (whole.x1 - whole.x0) / max(len(text), 1)
    words: list[Word] = []
    start = 0
    for part in text.split(" "):
        if part:
            x0 = whole.x0 + start * share
            words.append(Word(part, x0, whole.y0, x0 + len(part) * share, whole.y1, whole.confidence, slope))
        start += len(part) + 1
    return words
