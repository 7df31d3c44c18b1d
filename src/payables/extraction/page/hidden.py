"""Findings about text that stands in a file and that nobody sees: no value is taken from it, and people are told."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from payables.extraction.model import Field, Finding, Reading
from payables.extraction.page.model import LAYER, OTHERWISE, Hidden, Page, Word
from payables.extraction.page.rows import rows_of

RULE = "hidden-text"
OTHER = "text-layer-differs"
LIE = "drawn-otherwise"
ACROSS = "print-across"
UNREADABLE = "unreadable-print"
CHOSEN = ("number", "invoice_date", "total_amount", "vendor_iban")
EXCERPT = 60  # characters of what strangers wrote
ENOUGH = 12  # letters and digits: cells cut off by the next one leave a few
# What somebody may want to be taken for a value: a sum with cents, an account, a day, a long number.
_VALUE = re.compile(
    r"\d[.,]\d\d(?!\d)|\b[A-Z]{2}\d\d ?[A-Z0-9]{4}|\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|(?<![\w/])\d{5,}(?![\w/])", re.ASCII
)
# What print across a page may say that matters beside accounts, which are compared like those of other print.
_SAYS = re.compile(
    r"\d[.,]\d\d(?!\d)|\b(?:total|amount|betrag|summe|montant|importe?|importo|bedrag)\b.{0,20}\d"
    r"|\b(?:invoice|rechnungs?|facture|factura|fattura|factuur)[ .-]*(?:no|nr|num|n°|#|:).{0,12}\d"
    r"|\b(?:credit|refund|gutschrift|storno|avoir|abono|nota di credito|creditnota|paid|bezahlt|pagad[ao]|paye|betaald)\b",
    re.ASCII | re.IGNORECASE,
)
_DAY = re.compile(r"(?<!\d)(\d{1,4})[./-](\d{1,2})[./-](\d{2,4})(?!\d)", re.ASCII)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)  # of a day whose month is in words
_AMOUNT = re.compile(r"\d[.,]\d\d(?!\d)", re.ASCII)
_HOW = {
    "unseen": "that is not drawn, or covered or cut off",
    "faint": "in the colour of what is around it, or cut off but for a strip",
    "tiny": "too small to be read",
    "off the page": "beyond the edge of the page",
}


def hidden_text(pages: Iterable[Page]) -> list[Finding]:
    """For each page and way of hiding one, and for print that is read in another direction. An error, which stops the invoice,
    where it might be taken for a value; a few letters are nothing."""
    return [
        finding for page in pages for finding in (*_hidden_on(page), *_across_on(page), _unreadable_on(page)) if finding
    ]


def drawn_as_another(page: int, text: str) -> Finding:
    """Text whose digits look like other ones."""
    sentence = f"Page {page} shows other digits than its text says, which was not used: {_excerpt(text)}."
    return Finding(LIE, "error", sentence)


def layer_differs(reading: Reading, pages: Iterable[Page]) -> list[Finding]:
    """What a scan's text layer says at the very place where a value was read by which an invoice is paid, and says otherwise:
    an error where it says another value of that kind, a warning where it is garbled. Boxes and page numbers are those of
    the file."""
    by_number = {page.number: page for page in pages}
    found: list[Finding] = []
    for name in CHOSEN:
        value = reading.fields.get(name)
        if value and value.box and value.page in by_number:
            said = _said_at(value.box, by_number[value.page])
            if _digits(said) and _digits(value.raw or value.value) not in _digits(said):
                found.append(_other(name, value, said))
    return found


def _said_at(box: list[float], page: Page) -> str:
    """The words of the layer whose middle lies within the box or near it: a layer may be a little off."""
    width, height = page.size
    left, top, right, bottom = box[0] * width, box[1] * height, box[2] * width, box[3] * height
    near = bottom - top
    words = [hidden.word for hidden in page.hidden if hidden.why == LAYER]
    beside = [w for w in words if left - near < (w.x0 + w.x1) / 2 < right + near]
    inside = [w for w in beside if top - near / 4 < w.middle < bottom + near / 4]
    return " ".join(row.text for row in rows_of(Page(page.number, page.width, page.height, inside)))


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdecimal())


def _other(name: str, value: Field, said: str) -> Finding:
    what = name.replace("_", " ")
    shown = _excerpt(value.raw or value.value)
    sentence = f"The text layer of page {value.page} says {_excerpt(said)} where its picture shows {shown} ({what})."
    return Finding(OTHER, "error" if _is_value(name, value, said) else "warning", sentence)


def _is_value(name: str, value: Field, said: str) -> bool:
    """Many scanners write a layer that is misread here and there: what is no value is no other value."""
    if name == "invoice_date":
        days = [[int(part) for part in found.groups()] for found in _DAY.finditer(said)]
        return any(_is_day(parts) for parts in days) if days else _YEAR.search(said) is not None
    if name == "number":
        return _shape(value.raw or value.value) in _shape(said)
    return name != "total_amount" or _AMOUNT.search(said) is not None


def _is_day(parts: list[int]) -> bool:
    """In any order, and of a year in which papers are written: 9/9/9090 is a layer that was misread."""
    likely = all(part <= 99 or 1980 <= part <= 2099 for part in parts)
    return likely and any(1 <= part <= 12 for part in parts) and sum(part <= 31 for part in parts) >= 2


def _shape(text: str) -> str:
    return "".join("9" if c.isdecimal() else "A" if c.isalpha() else c for c in text)


def _by_why(hidden: list[Hidden]) -> list[tuple[str, list[Hidden]]]:
    ordered = sorted((each for each in hidden if each.why != LAYER), key=lambda each: each.why)
    return [(why, list(words)) for why, words in groupby(ordered, key=lambda each: each.why)]


def _hidden_on(page: Page) -> list[Finding | None]:
    return [_finding(page, why, words) for why, words in _by_why(page.hidden)]


def _across_on(page: Page) -> list[Finding | None]:
    return [_across(page, words) for words in page.across]


def _unreadable_on(page: Page) -> Finding | None:
    if page.unreadable < ENOUGH or page.source != "text":
        return None
    sentence = f"Page {page.number} shows {page.unreadable} characters of which the file does not say what they are: look at it."
    return Finding(UNREADABLE, "error", sentence)


def _across(page: Page, words: list[Word]) -> Finding | None:
    text = " ".join(row.text for row in rows_of(Page(page.number, page.height, page.width, words)))
    says = _SAYS.search(text) is not None
    if not says and sum(character.isalnum() for character in text) < ENOUGH:
        return None
    sentence = f"Page {page.number} has print in another direction, whose values were not used: {_excerpt(text)}."
    return Finding(ACROSS, "error" if says else "warning", sentence)


def _finding(page: Page, why: str, hidden: Sequence[Hidden]) -> Finding | None:
    text = " ".join(row.text for row in rows_of(Page(page.number, page.width, page.height, [h.word for h in hidden])))
    if why == OTHERWISE:
        return drawn_as_another(page.number, text)
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
