"""Tesseract as a process of its own, on one thread, read as TSV."""

import io
import os
import shutil
import subprocess
from functools import cache

from PIL import Image

from payables.extraction.page.model import Word

_WANTED = ("eng", "deu", "fra", "spa", "ita", "nld")
_WORD_LEVEL = "5"


@cache
def tesseract_path() -> str | None:
    return shutil.which("tesseract", path="/usr/local/bin:/usr/bin:/bin")


class TesseractEngine:
    """A picture on which it fails has no words, so that the next engine is asked."""

    def __init__(self) -> None:
        self._path = tesseract_path() or "tesseract"
        self._languages = "+".join(_installed(self._path) or ["eng"])

    def read(self, image: Image.Image) -> list[Word]:
        picture = io.BytesIO()
        image.convert("L").save(picture, "PNG", dpi=(200, 200), compress_level=1)
        command = [self._path, "stdin", "stdout", "-l", self._languages, "--psm", "3", "tsv"]
        done = subprocess.run(command, input=picture.getvalue(), capture_output=True, env=_environment(), check=False)
        return words_of_tsv(done.stdout.decode("utf-8", "replace")) if done.returncode == 0 else []


@cache
def _installed(path: str) -> list[str]:
    done = subprocess.run([path, "--list-langs"], capture_output=True, env=_environment(), check=False)
    names = (done.stdout + done.stderr).decode("utf-8", "replace").split()
    return [language for language in _WANTED if language in names]


def _environment() -> dict[str, str]:
    """One OpenMP thread: with two on a busy machine it burns seven times the CPU for the same text."""
    kept = {name: os.environ[name] for name in ("TESSDATA_PREFIX",) if name in os.environ}
    return {"PATH": "/usr/bin:/bin", "OMP_THREAD_LIMIT": "1", "LC_ALL": "C", **kept}


def words_of_tsv(tsv: str) -> list[Word]:
    """The words of Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, conf, text."""
    words: list[Word] = []
    for line in tsv.splitlines()[1:]:
        cells = line.split("\t")
        if len(cells) == 12 and cells[0] == _WORD_LEVEL and cells[11].strip():
            x, y, w, h = map(float, cells[6:10])
            words.append(Word(cells[11].strip(), x, y, x + w, y + h, max(float(cells[10]), 0.0) / 100))
    return words
