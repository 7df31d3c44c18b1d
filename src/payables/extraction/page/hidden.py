"""Findings about text that stands in a file and that nobody sees: no value is taken from it, and people are told."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from payables.extraction.model import Finding
from payables.extraction.page.model import Hidden, Page
from payables.extraction.page.rows import rows_of

RULE = "hidden-text"
OTHER = "text-layer-differs"
EXCERPT = 60  # characters of what strangers wrote
ENOUGH = 12  # letters and digits: cells cut off by the next one leave a few
# What somebody may want to be taken for a value: a sum with cents, an account, a day, a long number.
_VALUE = re.compile(
    r"\d[.,]\d\d(?!\d)|\b[A-Z]{2}\d\d ?[A-Z0-9]{4}|\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|(?<![\w/])\d{5,}(?![\w/])", re.ASCII
)
_HOW = {
    "unseen": "that is not drawn, or covered or cut off",
    "faint": "in the colour of the paper",
    "tiny": "too small to be read",
    "off the page": "beyond the edge of the page",
}


def hidden_text(pages: Iterable[Page]) -> list[Finding]:
    """For each page and way of hiding one. An error, which stops the invoice, where it might be taken for a value; a few
    letters are nothing."""
    return [finding for page in pages for why, words in _by_why(page.hidden) if (finding := _finding(page, why, words))]


def _by_why(hidden: list[Hidden]) -> list[tuple[str, list[Hidden]]]:
    ordered = sorted(hidden, key=lambda each: each.why)
    return [(why, list(words)) for why, words in groupby(ordered, key=lambda each: each.why)]


def _finding(page: Page, why: str, hidden: Sequence[Hidden]) -> Finding | None:
    text = " ".join(row.text for row in rows_of(Page(page.number, page.width, page.height, [h.word for h in hidden])))
    if why not in _HOW:
        sentence = f"The text layer of page {page.number} says other than its picture, which was read instead: {_excerpt(text)}."
        return Finding(OTHER, "warning", sentence)
    valuable = _VALUE.search(text) is not None
    if not valuable and sum(character.isalnum() for character in text) < ENOUGH:
        return None
    sentence = f"Page {page.number} holds text {_HOW[why]}, which was not used: {_excerpt(text)}."
    return Finding(RULE, "error" if valuable else "warning", sentence)


def _excerpt(text: str) -> str:
    """In quotes, without marks of its own that could end them or be taken for markup."""
    plain = "".join(c if c.isalnum() or c in " .,:;/+-%€$£#()" else "?" for c in text[:EXCERPT])
    return f'"{plain}{"…" if len(text) > EXCERPT else ""}"'
