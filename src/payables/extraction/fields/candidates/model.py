"""A value that may be a field's, with the words around it that say what it is."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from payables.extraction.fields.candidates.misread import legible
from payables.extraction.model import Choice, Field
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain
from payables.extraction.page.model import Word
from payables.extraction.page.rows import Cell, Row

_LETTERS = re.compile(r"[^\W\d_]{2}")
_LETTER = re.compile(r"[^\d .,%()+/:$-]", re.ASCII)  # or a sign that may stand for one
CLEAR = 0.7  # confidence of words from which they are read as well as any
GAP = 4.0  # row heights between two cells that one value may bridge
SAID = 60  # characters of the words around a value that are kept with it
REACH = 3.6  # row heights above a value in which its column label may stand
NEAR = 200  # characters before a value that may say what it is: a label fades long before


@dataclass(slots=True)
class Candidate:
    """`left` and `above` are plain text (lower case, no accents): what stands before it in its row and over it.

    `repaired`: the value is not as printed; a character that OCR confuses with another was taken for that other. `label` is kept
    by the solver once it has been asked for.
    """

    value: str
    raw: str
    row: Row
    words: list[Word]
    left: str
    above: str
    order: int  # of its row in the document
    repaired: bool = field(default=False, kw_only=True)
    label: str | None = field(default=None, kw_only=True, compare=False, repr=False)

    @property
    def confidence(self) -> float:
        """Of the words themselves: 1 for a text layer."""
        return min(w.confidence for w in self.words)

    def field(self, confidence: float) -> Field:
        sure = round(max(0.0, min(confidence, 0.99)) * min(1.0, 0.2 + 0.8 * self.confidence), 3)
        box = self.row.page.box(self.words)
        return Field(self.value, sure, self.row.page.number, box, self.raw if self.raw != self.value else None)

    @property
    def clarity(self) -> float:
        """What remains of a probability where the words are harder to read than rankers have seen: 1 for clear ones."""
        return min(1.0, self.confidence / CLEAR)

    def printed(self, probability: float) -> Field:
        """With a confidence that is calibrated already."""
        box = self.row.page.box(self.words)
        raw = self.raw if self.raw != self.value else None
        return Field(self.value, round(probability, 3), self.row.page.number, box, raw)

    def choice(self, probability: float) -> Choice:
        field = self.printed(probability)
        return Choice(
            self.value, field.confidence, field.page, field.box, field.raw, self.left[-SAID:], self.above[-SAID:]
        )


def matches(
    document: Document,
    pattern: re.Pattern[str],
    fits: Callable[[re.Match[str]], bool] = bool,
    *,
    lettered: bool = False,
) -> Iterator[tuple[re.Match[str], Candidate]]:
    """Every match within a cell that `fits`, as a candidate whose value is the match as printed. No match of a `lettered` pattern
    is without a letter."""
    for order, row in enumerate(document.rows):
        for index, cell in enumerate(row.cells):
            if lettered and cell.figures:
                continue
            text = cell.text
            for match in filter(fits, pattern.finditer(text)):
                words = cell.words_at(match.start(), match.end())
                if words:
                    left = left_of(row, index, text, match.start())
                    over = above(document, order, words)
                    yield match, Candidate(match[0].strip(), match[0].strip(), row, words, left, over, order)


def matches_over_gap(document: Document, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Candidate]]:
    """Every match that begins in one cell and ends in the next: a wide blank fell into the value."""
    for order, row in enumerate(document.rows):
        for index, (first, second) in enumerate(pairwise(row.cells)):
            if second.x0 - first.x1 > GAP * row.height:
                continue
            both, edge = Cell(first.words + second.words), len(first.text)
            for match in pattern.finditer(both.text):
                if match.start() < edge < match.end() - 1 and (words := both.words_at(match.start(), match.end())):
                    left = left_of(row, index, both.text, match.start())
                    yield (
                        match,
                        Candidate(match[0].strip(), match[0], row, words, left, above(document, order, words), order),
                    )


def left_of(row: Row, index: int, text: str = "", end: int | None = None) -> str:
    """What precedes the place `end` of its cell's text, in that cell and the two to the left: the last NEAR characters."""
    near = row.cells[max(0, index - 2) : index]
    said = " ".join([*(_last(c.text, len(c.text)) for c in near), _last(text, len(text) if end is None else end)])
    return _as_said(_last(said, len(said))).strip()


def _last(text: str, end: int) -> str:
    """What stands before `end`, at most NEAR characters and from a word's beginning on."""
    if end <= NEAR:
        return text[:end]
    cut = text[end - NEAR : end]
    return cut[cut.find(" ") + 1 :]


def _as_said(text: str) -> str:
    """Plain and legible; figures are that already."""
    return legible(plain(text)) if _LETTER.search(text) else text


def above(document: Document, order: int, words: list[Word]) -> str:
    """The nearest cell with letters over it, within REACH of it or of the figures that stand in between."""
    row = document.rows[order]
    x0, x1, height, top = words[0].x0, words[-1].x1, row.height, row.y0
    for upper in reversed(document.rows[max(0, order - 8) : order]):
        if upper.page is not row.page or top - upper.y1 > REACH * height:
            break
        if upper.y1 > row.y0 + height * 0.5:
            continue
        for cell in upper.cells_between(x0 - height, x1 + height):
            if not cell.figures and _LETTERS.search(cell.text):
                return legible(plain(cell.text))
            top = upper.y0
    return ""
