"""The names that one cell may hold: as it is, and what is left of it without labels, numbers, streets and sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from payables.extraction.fields.candidates.legal_forms import LEGAL_FORM
from payables.extraction.page.model import Word
from payables.extraction.page.rows import Cell

WHOLE, SENDER, PART, BRACKET, SENTENCE = range(5)  # names.Form

_DIVIDERS = re.compile(r"\s*[·•|∙⋅●*]\s*|\s+[-–—]\s+|\s*,\s+(?=[^,]*\d)|,\s+(?=\d)")
_BULLET = re.compile(r"[·•|∙⋅●*]|\s[-–—]\s")
_LABEL = re.compile(
    r"^[^:]{2,28}:\s*|^(?:sold by|remit(?:tance)?(?: payment)? ?to|account name|c/o|clo|attn|payable to|pay to)\b\s*(?=\S)",
    re.IGNORECASE,
)
_TRAILING_LABEL = re.compile(
    r"\s+(?:advertiser|agency|invoice|invoice ?#|contract|product|buyer|customer|date|page|station|bill to|ship to|"
    r"rechnung|facture|factura|fattura|factuur)(?=\s|$)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\s*[(\[]?\s*(?:(?:co|comp|company|reg|roc|brn|ssm|uen|abn|acn)\b[ .:]*(?:reg\b[ .:]*)?(?:no\b)?[ .:]*)?"
    r"(?<![A-Za-z])[A-Z]{0,3}\d{4,}.*$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\(([^()]{2,60})\)")
_INTRODUCED = re.compile(
    r"(?:(?:owned|operated|managed|issued|printed|provided|services|run|presented|powered) by|by the|welcome to|"
    r"(?:shopping|dining|eating) (?:with|at)|visit(?:ing)?|division of|member of|part of|(?:cheques?|checks?|payments?)"
    r"(?: made)? (?:payable )?to|(?:in )?favou?r of|on behalf of|kontoinhaber|beneficiary|titulaire|trading as|t/a|dba)"
    r"[ :]+(?:the )?",
    re.IGNORECASE,
)
# Up to where a sentence goes on; 'and Sons' is part of a name.
_SPOKEN = re.compile(
    r"^(?:[^\W\d_a-zß-ÿ][\w&'’.-]*\s+){1,6}(?!(?:and|und|et|en|of|de|di|da|du|des|von|van|fur|für|by)\s+[^\W\d_a-zß-ÿ])(?=[a-z]{2,})"
)
_JUNK = re.compile(r"^[\W\d_]*$|https?:|www\.|@|\d{4,}|[:%€$£]|^\W*\d+\W*$|^\W*\d+[.,/]\d")
_ENDS = " ,:;-–—*|/"
LONGEST = 90
WIDE = 0.55  # of the height of print: a gap that may divide two cells, where the others are narrower


@dataclass(slots=True)
class Part:
    """`before` is the text that precedes it in its cell."""

    text: str
    words: list[Word]
    form: int
    before: str = ""


def parts_of(cell: Cell) -> Iterator[Part]:
    """The likeliest first; texts may come twice."""
    whole = cell.text
    named = _unlabelled(whole)
    if sender := _before_address(named):
        yield _part(cell, sender, SENDER)
    elif fits(named):
        yield _part(cell, named, WHOLE)
    for text in _trimmed(named):
        yield _part(cell, text, PART)
    for text in _bracketed(whole):
        yield _part(cell, text, BRACKET)
    for text in _spoken_of(whole):
        yield _part(cell, text, SENTENCE)
    yield from _beside_gaps(cell)


def fits(text: str) -> bool:
    """Letters for the most part, and neither an address of the web nor an amount."""
    letters = sum(c.isalpha() for c in text)
    return 2 < len(text) <= LONGEST and letters >= 0.6 * len(text.replace(" ", "")) and not _JUNK.search(text)


def unnumbered(text: str) -> str:
    """Without its registration number and what follows: 'ACME SDN BHD (123456-X) ...'."""
    return _NUMBERED.sub("", text).strip(_ENDS)


def _unlabelled(text: str) -> str:
    return unnumbered(_LABEL.sub("", text)).strip(_ENDS)


def _before_address(text: str) -> str | None:
    pieces = _DIVIDERS.split(text)
    if len(pieces) < 3 and not _BULLET.search(text):
        return None
    return pieces[0].strip() if re.search(r"\d{4,5}", text[len(pieces[0]) :]) and fits(pieces[0]) else None


def _trimmed(text: str) -> Iterator[str]:
    """Without what often clings to a name: labels behind it, a bracket, the words after its legal form, a part of town."""
    short = _TRAILING_LABEL.split(text)[0]
    joined = _TRAILING_LABEL.sub(" ", text)
    cut = [short, joined, _BRACKETS.split(text)[0], re.split(r"\s[-–—]\s|,\s|\s?\||\s@", text)[0]]
    cut += [text[: form.end()] for form in LEGAL_FORM.finditer(text) if form.start() > 2]
    cut.append(re.split(r"\s\d+(?:\s|$)", text)[0])
    for piece in cut:
        tidy = " ".join(piece.split()).strip(_ENDS)
        if tidy != text and fits(tidy):
            yield tidy


def _bracketed(text: str) -> Iterator[str]:
    for found in _BRACKETS.finditer(text):
        if fits(found[1]):
            yield found[1].strip()


def _spoken_of(text: str) -> Iterator[str]:
    for found in _INTRODUCED.finditer(text):
        rest = unnumbered(text[found.end() :]).rstrip(_ENDS + ".!")
        if fits(rest):
            yield rest
    if (opening := _SPOKEN.match(text)) and fits(opening[0].strip()):
        yield opening[0].strip()


def _beside_gaps(cell: Cell) -> Iterator[Part]:
    """Two columns that stand so near that they read as one cell: the words on either side of its widest gap."""
    gaps = [b.x0 - a.x1 for a, b in zip(cell.words, cell.words[1:], strict=False)]
    if len(gaps) < 2 or max(gaps) < WIDE * cell.words[0].height or max(gaps) < 1.6 * median(gaps):
        return
    at = gaps.index(max(gaps)) + 1
    for words in (cell.words[:at], cell.words[at:]):
        text = _unlabelled(" ".join(w.text for w in words))
        if fits(text):
            yield _part(Cell(words), text, PART)


def _part(cell: Cell, text: str, form: int) -> Part:
    whole = cell.text
    start = max(whole.find(text), 0)
    return Part(text, _words(cell, start, start + len(text)), form, whole[:start])


def _words(cell: Cell, start: int, end: int) -> list[Word]:
    """The cell's words that the characters from start to end are made of."""
    position, words = 0, list[Word]()
    for word in cell.words:
        if start <= position + len(word.text) - 1 and position < end:
            words.append(word)
        position += len(word.text) + 1
    return words or cell.words
