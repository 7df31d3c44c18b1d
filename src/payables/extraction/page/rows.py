"""Words into rows, and rows into cells divided by wide gaps."""

from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from payables.extraction.page.model import Page, Word

NEWEST = 5  # words of a row that say where it goes on
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
            growing.append(_Growing().add(word))
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

    words: list[Word] = field(default_factory=list[Word])
    middle: float = 0.0
    height: float = 0.0
    _newest: list[tuple[float, float]] = field(default_factory=list[tuple[float, float]])

    def add(self, word: Word) -> "_Growing":
        self.words.append(word)
        self._newest.append((word.y1 - word.y0, (word.y0 + word.y1) / 2))
        if len(self._newest) > NEWEST:
            del self._newest[0]
        heights = sorted([height for height, _ in self._newest])
        count = len(heights)
        half = count // 2
        self.height = heights[half] if count % 2 else (heights[half - 1] + heights[half]) / 2
        self.middle = sum([middle for _, middle in self._newest]) / count
        return self


def _row_for(word: Word, rows: list[_Growing]) -> _Growing | None:
    """The row among the last few whose middle line passes through the word."""
    best: _Growing | None = None
    nearest = 0.0
    height, middle = word.y1 - word.y0, (word.y0 + word.y1) / 2
    for row in rows[-6:]:
        distance = abs(middle - row.middle)
        reach = 0.45 * (height if height < row.height else row.height)
        if distance <= (reach if reach > 1.0 else 1.0) and (best is None or distance < nearest):
            best, nearest = row, distance
    return best
