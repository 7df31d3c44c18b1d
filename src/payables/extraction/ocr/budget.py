"""OCR needs more memory and time than parsing: the soft limits are lifted for each page, up to the hard ones.

A document earns time by what is read: whoever shows words gets the whole of `ocr_cpu_seconds`, pages on which nothing is
legible share `fruitless_cpu_seconds` among them (docs/decisions/0011).
"""

import math
import resource
import signal
from collections.abc import Sequence
from types import FrameType

from PIL import Image

from payables.extraction.limits import Limits
from payables.extraction.ocr.engine import Engine
from payables.extraction.page.model import Word

LEGIBLE = 25  # letters of a page that was worth its time
SURE = 0.6  # of a word that counts
SHORTEST = 3.0  # CPU seconds below which it is not worth while to begin


class Budget:
    """CPU seconds of one document's OCR, with those of the engines' own processes."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._fruitless = 0.0
        self._began = 0.0
        self._legible = False

    def exhausted(self) -> bool:
        """Too long has been looked at pages on which nothing can be read."""
        return self._limits.fruitless_cpu_seconds - self._fruitless < SHORTEST

    def begin_page(self) -> None:
        """Lifts the limits for one page. A computation without end in it is stopped by the system, and the document with it.
        No effect in a process without limits."""
        self._began, self._legible = _spent(), False
        _raise(resource.RLIMIT_AS, self._limits.ocr_memory)
        _raise(resource.RLIMIT_DATA, self._limits.ocr_data)
        self._kill_after(self._left())

    def read(self, engine: Engine, image: Image.Image) -> list[Word]:
        """What the engine makes of the picture in the time that the page has left; nothing where that is not enough."""
        left = self._left()
        if left < SHORTEST:
            return []
        self._kill_after(left)
        before = signal.signal(signal.SIGPROF, _stop)
        signal.setitimer(signal.ITIMER_PROF, left)
        try:
            words = engine.read(image)
            self._legible = self._legible or _is_legible(words)
            return words
        except _OutOfTime:
            return []
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)

    def end_page(self, words: Sequence[Word]) -> None:
        """What comes after the page has the time that it would have without OCR."""
        _set_soft(resource.RLIMIT_CPU, math.ceil(_of(resource.RUSAGE_SELF) + self._limits.cpu_seconds))
        if not _is_legible(words):
            self._fruitless += _spent() - self._began

    def _left(self) -> float:
        """A page that an engine has made out in part may be read again by another."""
        spent = _spent() - self._began
        if self._legible:
            return self._limits.page_cpu_seconds - spent
        return self._limits.fruitless_cpu_seconds - self._fruitless - spent

    def _kill_after(self, left: float) -> None:
        """Native code hears of no timer before it returns."""
        own = math.ceil(_of(resource.RUSAGE_SELF) + left + SHORTEST)
        _set_soft(resource.RLIMIT_CPU, min(own, self._limits.ocr_cpu_seconds))


def _is_legible(words: Sequence[Word]) -> bool:
    return sum(len(word.text) for word in words if word.confidence >= SURE) >= LEGIBLE


class _OutOfTime(BaseException):
    """The engine was at it for longer than the page has. Engines catch every Exception and make it their own."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise _OutOfTime


def _spent() -> float:
    return _of(resource.RUSAGE_SELF) + _of(resource.RUSAGE_CHILDREN)


def _of(whom: int) -> float:
    usage = resource.getrusage(whom)
    return usage.ru_utime + usage.ru_stime


def _raise(kind: int, wanted: int) -> None:
    soft, _ = resource.getrlimit(kind)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        _set_soft(kind, wanted)


def _set_soft(kind: int, wanted: int) -> None:
    """Where there is a limit at all."""
    soft, hard = resource.getrlimit(kind)
    if soft != resource.RLIM_INFINITY:
        resource.setrlimit(kind, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))
