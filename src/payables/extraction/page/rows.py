"""Words into rows, and rows into cells divided by wide gaps."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from payables.extraction.page.model import Page, Word

NEWEST = 5  # words of a row that say where it goes on
_FIGURES = re.compile(r"[\d .,%()+/:$-]*", re.ASCII)
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
    def figures(self) -> bool:
        """Whether there are figures in it and what is printed with them, and no letter."""
        return _FIGURES.fullmatch(self.text) is not None

    @cached_property
    def x0(self) -> float:
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        return max(w.x1 for w in self.words)

    def words_at(self, start: int, end: int) -> list[Word]:
        """Those that the characters of `text` from start to end belong to."""
        starts, ends = self._spans
        return self.words[bisect_right(ends, start) : bisect_left(starts, end)]

    def words_before(self, x: float, most: int) -> list[Word]:
        """The last `most` of those that end left of x."""
        before = bisect_right(self._lefts, x)
        return [w for w in self.words[max(0, before - most) : before] if w.x1 <= x]

    @cached_property
    def _spans(self) -> tuple[list[int], list[int]]:
        """Where in `text` each word begins, and where it ends."""
        starts: list[int] = []
        ends: list[int] = []
        position = 0
        for word in self.words:
            starts.append(position)
            ends.append(position + len(word.text))
            position = ends[-1] + 1
        return starts, ends

    @cached_property
    def _lefts(self) -> list[float]:
        return [w.x0 for w in self.words]


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

    def cells_between(self, x0: float, x1: float) -> list[Cell]:
        """Those that reach into the span; cells of a row do not overlap."""
        lefts, rights = self._sides
        return self.cells[bisect_right(rights, x0) : bisect_left(lefts, x1)]

    def cell_from(self, x: float) -> Cell | None:
        """The first that begins right of x."""
        place = bisect_right(self._sides[0], x)
        return self.cells[place] if place < len(self.cells) else None

    @cached_property
    def _sides(self) -> tuple[list[float], list[float]]:
        return [c.x0 for c in self.cells], [c.x1 for c in self.cells]


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
