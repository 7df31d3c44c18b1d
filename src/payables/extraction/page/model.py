"""A page as words: upright, origin top left, in points (a scan's pixels are scaled to points)."""

from dataclasses import dataclass, field

from payables.extraction.page.lens import Lens

LAYER, OTHERWISE = "layer", "drawn otherwise"


@dataclass(slots=True)
class Word:
    """`confidence` is 1 for a text layer, the engine's own (0..1) for OCR; `slope` is that of its line (1 = 45°)."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float = 1.0
    slope: float = 0.0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2


@dataclass(slots=True)
class Hidden:
    """A word of the text layer that is not taken, and `why`: drawn so that it is 'unseen', 'faint' or 'tiny', 'off the page', or
    'other than the picture' where a scan's text layer says something else than what the scan shows; LAYER is a number in such a
    layer, whatever it says, and OTHERWISE a word whose digits are drawn as other ones."""

    word: Word
    why: str


@dataclass(slots=True)
class Page:
    """`number` counts from 1; `source` is 'text' or 'ocr:<engine>'; `turn` is the quarter turns to the right
    that the page as stored needs to stand upright, beyond its own rotation mark. `lens` is there where words, width and height
    are those of a skewed or photographed page laid flat. `across` has the words of each other direction that print is read in, with
    boxes as if the page were turned for them; `unreadable` counts glyphs that are seen and of which the file does not say what
    they are.
    """

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list[Word])
    source: str = "text"
    turn: int = 0
    hidden: list[Hidden] = field(default_factory=list[Hidden])
    lens: Lens | None = None
    across: list[list[Word]] = field(default_factory=list[list[Word]])
    unreadable: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as shown."""
        return (self.lens.width, self.lens.height) if self.lens else (self.width, self.height)

    @property
    def characters(self) -> int:
        return sum(len(w.text) for w in self.words)

    def box(self, words: list[Word]) -> list[float]:
        """The words' common box as shares of the page, kept within it."""
        left, top = min(w.x0 for w in words) / self.width, min(w.y0 for w in words) / self.height
        right, bottom = max(w.x1 for w in words) / self.width, max(w.y1 for w in words) / self.height
        return [round(min(max(share, 0.0), 1.0), 5) for share in (left, top, right, bottom)]

    def as_shown(self, box: list[float]) -> list[float]:
        """A box of this page as shares of the page as shown: while it is read, boxes are those of the flat page."""
        return self.lens.box(box, self.width, self.height) if self.lens else box
