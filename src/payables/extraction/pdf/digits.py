"""The digits of a page, kept until the reading is made: then those of the chosen values are looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from payables.extraction.pdf.characters import Characters, Floats
from payables.extraction.pdf.directions import upright
from payables.extraction.pdf.otherwise import drawn_otherwise
from payables.extraction.pdf.overprinted import overprinted
from payables.extraction.pdf.seen import SEEN

DIGITS = frozenset("0123456789")
SLACK = 0.5  # points


@dataclass(frozen=True)
class Digits:
    """Which digit each is said to be, its box on the upright page, and whether other print covers it; `turn` are the quarter
    turns to the right after which the page's print is read."""

    turn: int
    said: list[int]
    boxes: Floats
    covered: NDArray[np.bool_]

    def drawn_otherwise(self, page: pdfium.PdfPage, places: Sequence[Sequence[float]]) -> list[bool]:
        """Whether a digit within each place (shares of the upright page) is drawn as another one, or lies under other print."""
        middles = (self.boxes[:, :2] + self.boxes[:, 2:]) / 2
        areas = np.array(places) * self._size(page) + [-SLACK, -SLACK, SLACK, SLACK]
        within = [np.flatnonzero((middles > area[:2]).all(axis=1) & (middles < area[2:]).all(axis=1)) for area in areas]
        looked_at = np.unique(np.concatenate(within)) if len(within) else np.empty(0, int)
        if not len(looked_at):
            return [False] * len(places)
        lies = self.covered.copy()
        lies[looked_at] |= drawn_otherwise(page, self.turn, [self.said[n] for n in looked_at], self.boxes[looked_at])
        return [bool(lies[which].any()) for which in within]

    def _size(self, page: pdfium.PdfPage) -> Floats:
        width, height = page.get_size()
        return np.array([height, width, height, width] if self.turn % 2 else [width, height, width, height])


def digits_of(
    text_page: pdfium.PdfTextPage,
    characters: Characters,
    shown: NDArray[np.int64],
    turn: int,
    size: tuple[float, float],
) -> Digits:
    """Those that are seen and read in this direction."""
    own = ((characters.turns == turn) & (shown == SEEN)).tolist()
    which = [n for n, text in enumerate(characters.texts) if text in DIGITS and own[n]]
    covered = np.isin(which, overprinted(text_page, characters, shown))
    return Digits(
        turn, [int(characters.texts[n]) for n in which], upright(characters.boxes[which], turn, size), covered
    )
