"""Words of a PDF page's text layer with boxes on the upright page, apart from those that nobody sees."""

import math

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from payables.extraction.page.model import OTHERWISE, Hidden, Page, Word
from payables.extraction.page.spacing import join_spaced_letters
from payables.extraction.pdf.characters import Characters, characters_of
from payables.extraction.pdf.digits import DIGITS, Digits, digits_of
from payables.extraction.pdf.directions import Char, characters_in, turns_of
from payables.extraction.pdf.otherwise import drawn_otherwise, worth_a_look
from payables.extraction.pdf.seen import FAINT, HIDDEN, SEEN, UNDRAWN, seen, tells

TINY = 2.5  # points of height that nobody reads on a page that is shown SHEET wide
SHEET = 842.0  # points: A4 lengthwise; a wider page is shown smaller

Run = list[Char]


def words_of(page: pdfium.PdfPage, number: int) -> Page:
    """As `words_and_digits_of`."""
    return words_and_digits_of(page, number)[0]


def words_and_digits_of(page: pdfium.PdfPage, number: int) -> tuple[Page, Digits]:
    """The page's words in the order PDFium gives them; no word when the page has no text layer. What is seen in another
    direction than most of the print is `across`. And the digits of the words, by which chosen values are looked at."""
    size = page.get_size()
    found, digits = _empty(number, 0, size), Digits(0, [], np.empty((0, 4)), np.empty(0, bool))
    text_page = page.get_textpage()
    try:
        characters = characters_of(page, text_page)
        if characters.texts:
            shown = seen(page, text_page, characters)
            turn, *others = turns_of(characters, shown, size)
            found, digits = _empty(number, turn, size), digits_of(text_page, characters, shown, turn, size)
            _leave_out_lies(page, found, _read(characters, shown, turn, size, found))
            found.words = join_spaced_letters(found.words)
            found.across = [words for other in others if (words := _across(page, characters, shown, other))]
        if characters.nameless:
            found.unreadable = int((seen(page, text_page, characters.nameless) == SEEN).sum())
    finally:
        text_page.close()
    return found, digits


def _empty(number: int, turn: int, size: tuple[float, float]) -> Page:
    width, height = max(size[0], 1.0), max(size[1], 1.0)
    return Page(number, *((height, width) if turn % 2 else (width, height)), turn=-turn % 4)


def _read(
    characters: Characters, shown: NDArray[np.int64], turn: int, size: tuple[float, float], page: Page
) -> list[tuple[Word, Run]]:
    """Fills the page with what is read in this direction."""
    placed = characters_in(characters, shown, turn, size)
    taken: list[tuple[Word, Run]] = []
    for drawn in (True, False):  # one over the other is read apart
        taken += _take(_runs([c for c in placed if c is None or (c[5] > UNDRAWN) == drawn]), page)
    return taken


def _across(page: pdfium.PdfPage, characters: Characters, shown: NDArray[np.int64], turn: int) -> list[Word]:
    """What is seen of it."""
    size = page.get_size()
    found = _empty(0, turn, size)
    _read(characters, shown, turn, size, found)
    return join_spaced_letters(found.words)


def _runs(characters: list[Char | None]) -> list[Run]:
    """Characters that stand together as a word."""
    runs: list[Run] = []
    run: Run = []
    for character in [*characters, None]:
        if character is not None and (not run or _continues(run[-1], character)):
            run.append(character)
            continue
        if run:
            runs.append(run)
        run = [character] if character is not None else []
    return runs


def _continues(last: Char, character: Char) -> bool:
    """On the same line and without a gap that a reader would see as a blank."""
    height = max(last[4] - last[2], 1.0)
    same_line = abs((last[2] + last[4]) - (character[2] + character[4])) < height
    gap = character[1] - last[3]
    return same_line and -height < gap < 0.35 * height


def _take(runs: list[Run], page: Page) -> list[tuple[Word, Run]]:
    """Adds to the page's words and to those that are hidden; gives those that are seen, with their characters."""
    taken: list[tuple[Word, Run]] = []
    for run in runs:
        tiny = max(c[4] - c[2] for c in run) < _tiny(page)
        for part in [run] if tiny else _parted(run):
            word = _word(part)
            why = _why_hidden(word, part, page)
            if why is None:
                page.words.append(word)
                taken.append((word, part))
            else:
                page.hidden.append(Hidden(word, why))
    return taken


def _leave_out_lies(page: pdfium.PdfPage, found: Page, taken: list[tuple[Word, Run]]) -> None:
    """Sums and accounts with a digit that the page shows as another one."""
    looked_at = [taken[n] for n in worth_a_look([word.text for word, _ in taken])]
    digits = [(word, c) for word, run in looked_at for c in run if c[0] in DIGITS]
    if not digits:
        return
    boxes = np.array([c[1:5] for _, c in digits])
    lies = drawn_otherwise(page, -found.turn % 4, [int(c[0]) for _, c in digits], boxes).tolist()
    lying = {id(word): word for (word, _), lie in zip(digits, lies, strict=True) if lie}
    found.words = [word for word in found.words if id(word) not in lying]
    found.hidden += [Hidden(word, OTHERWISE) for word in lying.values()]


def _parted(run: Run) -> list[Run]:
    """Where letters or digits that are drawn stand beside some that are not; marks and thin letters go with what stands before
    them."""
    if min(c[5] for c in run) == SEEN or len({_drawn(c) for c in run if tells(c[0])}) < 2:
        return [run]
    parts: list[Run] = []
    drawn: bool | None = None
    for character in run:
        own = _drawn(character) if tells(character[0]) else drawn
        if parts and (own == drawn or drawn is None):
            parts[-1].append(character)
        else:
            parts.append([character])
        drawn = own
    return parts


def _drawn(character: Char) -> bool:
    """A digit has to be seen, each by itself; of a letter that is drawn badly the word tells whether it is seen."""
    return character[5] == SEEN if character[0].isdecimal() else character[5] > HIDDEN


def _word(run: Run) -> Word:
    text = "".join(c[0] for c in run)
    return Word(text, min(c[1] for c in run), min(c[2] for c in run), max(c[3] for c in run), max(c[4] for c in run))


def _why_hidden(word: Word, run: Run, page: Page) -> str | None:
    if not _on_page(word, page):
        return "off the page"
    if word.height < _tiny(page):
        return "tiny"
    shown = max(c[5] for c in [c for c in run if tells(c[0])] or run)
    if shown == SEEN:
        return None
    return "faint" if shown == FAINT else "unseen"


def _tiny(page: Page) -> float:
    return TINY * max(page.width / SHEET, 1.0)


def _on_page(word: Word, page: Page) -> bool:
    """Its box is finite and touches the page."""
    if not all(map(math.isfinite, (word.x0, word.y0, word.x1, word.y1))):
        return False
    return word.x1 > 0 and word.y1 > 0 and word.x0 < page.width and word.y0 < page.height
