"""Letter-spaced print: single characters joined to words by a threshold taken from their row's own gaps."""

from itertools import pairwise
from statistics import median

from payables.extraction.page.model import Page, Word
from payables.extraction.page.rows import rows_of


def join_spaced_letters(words: list[Word]) -> list[Word]:
    """The words as they are, unless most of them are single letters."""
    letters = sum(len(w.text) == 1 for w in words)
    if len(words) < 20 or letters < 0.6 * len(words):
        return words
    joined: list[Word] = []
    for row in rows_of(Page(1, 1.0, 1.0, words)):
        joined += _joined(row.words)
    return joined


def _joined(words: list[Word]) -> list[Word]:
    gaps = [b.x0 - a.x1 for a, b in pairwise(words)]
    if not gaps:
        return words
    threshold = max(2.0 * median(gaps), 0.3 * median(w.height for w in words))
    result = [words[0]]
    for gap, word in zip(gaps, words[1:], strict=True):
        if gap <= threshold:
            last = result[-1]
            result[-1] = Word(last.text + word.text, last.x0, min(last.y0, word.y0), word.x1, max(last.y1, word.y1))
        else:
            result.append(word)
    return result
