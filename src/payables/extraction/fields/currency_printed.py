"""The currency that is printed with an amount: right beside it, or in the words that name it.

A currency is its ISO code; a sign that several share ($, kr, ¥) stands for itself and agrees with each of them.
"""

import re
from collections.abc import Sequence

from payables.extraction.fields.currency import CODES
from payables.extraction.model import Field
from payables.extraction.page.document import Document
from payables.extraction.page.model import Word
from payables.extraction.page.rows import Cell, Row

SHARED = {
    "$": frozenset({"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN"}),
    "kr": frozenset({"SEK", "NOK", "DKK"}),
    "¥": frozenset({"JPY", "CNY"}),
}
_OF_SIGNS = {
    "US$": "USD", "CA$": "CAD", "C$": "CAD", "AU$": "AUD", "A$": "AUD", "NZ$": "NZD", "S$": "SGD", "HK$": "HKD", "R$": "BRL",
    "€": "EUR", "£": "GBP", "₹": "INR", "zł": "PLN", "Kč": "CZK", "RM": "MYR", "Rs": "INR", "Fr": "CHF", "SFr": "CHF",
    "Euro": "EUR", "euro": "EUR",
}  # fmt: skip
_MARK = (
    rf"(?:(?<![A-Za-z])(?:{CODES}|RM|SFr\.?|Fr\.|Rs\.?|kr|zł|Kč|[Ee]uro)(?![A-Za-z])"
    r"|(?:(?<![A-Za-z])(?:US|CA|C|AU|A|NZ|S|HK|R))?\$|[€£¥₹])"
)
_ANY = re.compile(_MARK)
_BEFORE = re.compile(rf"(?P<number>\d\s?)?(?P<mark>{_MARK})\s?[:(]?\s?[-–−+]?\s?$")
_AFTER = re.compile(rf"[-–−)]?\s?(?P<mark>{_MARK})")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_FIGURE = re.compile(r"\d")
SAME = 1e-4  # of the page's width
NEAR = 1.5  # row heights between an amount and the currency behind it


def place_of(field: Field, document: Document) -> tuple[Row, list[Word]] | None:
    """The row in which the value stands, and its words."""
    if field.box is None:
        return None
    x0, y0, x1, y1 = field.box
    for row in document.rows_by_page.get(field.page, ()):
        width, middle = row.page.width, (y0 + y1) / 2 * row.page.height
        if row.y0 <= middle <= row.y1:
            words = [w for w in row.words if x0 - SAME <= w.x0 / width and w.x1 / width <= x1 + SAME]
            if words and abs(words[0].x0 / width - x0) < SAME:
                return row, words
    return None


def beside(row: Row, words: Sequence[Word]) -> str | None:
    """Before the amount or close behind it; what stands behind another number is that number's."""
    text = " ".join(word.text for word in words)
    figures = [match.start() for match in _FIGURE.finditer(text)]
    if not figures:
        return None
    at = row.words.index(words[0])
    first = _BEFORE.search(" ".join([*(w.text for w in row.words[max(0, at - 2) : at]), text[: figures[0]]]))
    second = _AFTER.match((text[figures[-1] + 1 :] + " " + _following(row, at + len(words))).strip())
    found = second if first is None or (second and first["number"]) else first
    return _currency(found["mark"]) if found else None


def _following(row: Row, at: int) -> str:
    near = at < len(row.words) and row.words[at].x0 - row.words[at - 1].x1 <= NEAR * row.height
    return row.words[at].text if near else ""


def named(row: Row, words: Sequence[Word]) -> str | None:
    """Beside the amount, else the only one in the cell that says what it is."""
    return beside(row, words) or only_of(_label(row, words))


def only_of(text: str) -> str | None:
    """The one currency that is named; None where there is none, or several."""
    found = currencies_of(text)
    return found.pop() if len(found) == 1 else None


def currencies_of(text: str) -> set[str]:
    return {_currency(match[0]) for match in _ANY.finditer(text)}


def agree(one: str, other: str) -> bool:
    return one == other or other in SHARED.get(one, ()) or one in SHARED.get(other, ())


def _label(row: Row, words: Sequence[Word]) -> str:
    """The nearest words with letters before the amount, in its cell or the one before."""
    cells = [Cell([w for w in cell.words if w.x1 <= words[0].x0]) for cell in row.cells if cell.x0 < words[0].x0]
    return next((cell.text for cell in reversed(cells) if _LETTERS.search(cell.text)), "")


def _currency(mark: str) -> str:
    return _OF_SIGNS.get(mark.rstrip("."), mark.rstrip("."))
