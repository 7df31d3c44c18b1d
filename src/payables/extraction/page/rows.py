"""Words into rows, and rows into cells divided by wide gaps."""

from dataclasses import dataclass
from statistics import median

from payables.extraction.page.model import Page, Word

CELL_GAP = 1.1  # a gap wider than this many text heights begins a new cell


@dataclass(slots=True)
class Cell:
    """Words that stand together; reads as one label or one value."""

    words: list[Word]

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(w.x1 for w in self.words)


@dataclass(slots=True)
class Row:
    """One printed line over the whole width of a page, left to right."""

    page: Page
    index: int
    words: list[Word]
    cells: list[Cell]

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @property
    def y0(self) -> float:
        return min(w.y0 for w in self.words)

    @property
    def y1(self) -> float:
        return max(w.y1 for w in self.words)

    @property
    def height(self) -> float:
        return median(w.height for w in self.words)


def rows_of(page: Page) -> list[Row]:
    """The page's rows from top to bottom."""
    grouped: list[list[Word]] = []
    for word in sorted(page.words, key=lambda w: (w.middle, w.x0)):
        row = _row_for(word, grouped)
        if row is None:
            grouped.append([word])
        else:
            row.append(word)
    grouped.sort(key=lambda ws: median(w.middle for w in ws))
    for words in grouped:
        words.sort(key=lambda w: w.x0)
    return [Row(page, i, words, cells_of(words)) for i, words in enumerate(grouped)]


def cells_of(words: list[Word]) -> list[Cell]:
    cells: list[Cell] = []
    for word in words:
        if cells and word.x0 - cells[-1].x1 <= CELL_GAP * max(word.height, cells[-1].words[-1].height):
            cells[-1].words.append(word)
        else:
            cells.append(Cell([word]))
    return cells


def _row_for(word: Word, rows: list[list[Word]]) -> list[Word] | None:
    """The row among the last few whose middle line passes through the word."""
    best: list[Word] | None = None
    nearest = 0.0
    for row in rows[-6:]:
        reach = 0.45 * min(word.height, median(w.height for w in row[-5:]))
        distance = abs(word.middle - sum(w.middle for w in row[-5:]) / len(row[-5:]))
        if distance <= max(reach, 1.0) and (best is None or distance < nearest):
            best, nearest = row, distance
    return best
