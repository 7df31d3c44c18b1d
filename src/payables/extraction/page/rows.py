"""Words into rows, and rows into cells divided by wide gaps."""

from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from payables.extraction.page.model import Page, Word

CELL_GAP = 1.1  # a gap wider than this many text heights begins a new cell


@dataclass
class Cell:
    """Words that stand together; reads as one label or one value. What follows from them is worked out once: candidates ask
    for it many thousand times.
    """

    words: list[Word]

    @cached_property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @cached_property
    def x0(self) -> float:
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        return max(w.x1 for w in self.words)


@dataclass
class Row:
    """One printed line over the whole width of a page, left to right; as a cell, it is not changed once it is made."""

    page: Page
    index: int
    words: list[Word]
    cells: list[Cell]

    @cached_property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @cached_property
    def y0(self) -> float:
        return min(w.y0 for w in self.words)

    @cached_property
    def y1(self) -> float:
        return max(w.y1 for w in self.words)

    @cached_property
    def height(self) -> float:
        return median(w.height for w in self.words)


def rows_of(page: Page) -> list[Row]:
    """The page's rows from top to bottom."""
    growing: list[_Growing] = []
    for word in sorted(page.words, key=lambda w: (w.middle, w.x0)):
        row = _row_for(word, growing)
        if row is None:
            growing.append(_Growing([word]))
        else:
            row.add(word)
    grouped = [row.words for row in growing]
    grouped.sort(key=lambda ws: median(w.middle for w in ws))
    for words in grouped:
        words.sort(key=lambda w: w.x0)
    return [Row(page, i, words, cells_of(words)) for i, words in enumerate(grouped)]


def cells_of(words: list[Word]) -> list[Cell]:
    cells: list[list[Word]] = []
    right = 0.0
    for word in words:
        if cells and word.x0 - right <= CELL_GAP * max(word.height, cells[-1][-1].height):
            cells[-1].append(word)
            right = max(right, word.x1)
        else:
            cells.append([word])
            right = word.x1
    return [Cell(each) for each in cells]


@dataclass(slots=True)
class _Growing:
    """A row while words are added to it: its newest words say where it runs."""

    words: list[Word]
    middle: float = field(init=False)
    height: float = field(init=False)

    def __post_init__(self) -> None:
        self._measure()

    def add(self, word: Word) -> None:
        self.words.append(word)
        self._measure()

    def _measure(self) -> None:
        newest = self.words[-5:]
        self.height = median(w.height for w in newest)
        self.middle = sum(w.middle for w in newest) / len(newest)


def _row_for(word: Word, rows: list[_Growing]) -> _Growing | None:
    """The row among the last few whose middle line passes through the word."""
    best: _Growing | None = None
    nearest = 0.0
    for row in rows[-6:]:
        reach = 0.45 * min(word.height, row.height)
        distance = abs(word.middle - row.middle)
        if distance <= max(reach, 1.0) and (best is None or distance < nearest):
            best, nearest = row, distance
    return best
