"""The documents of a file, each read by itself."""

from collections.abc import Sequence
from dataclasses import replace

from payables.extraction.document import read_pages
from payables.extraction.errors import REASONS, Unreadable
from payables.extraction.model import Code, Finding, Numbering, Part, Reading, Suggestion
from payables.extraction.page.document import Document
from payables.extraction.page.hidden import hidden_text, layer_differs
from payables.extraction.page.model import Page
from payables.extraction.parts.divide import divide
from payables.extraction.parts.marks import mark_of
from payables.extraction.parts.model import Division
from payables.extraction.parts.renumber import renumber
from payables.extraction.parts.shown import place_as_shown


def read_parts(
    pages: Sequence[Page], codes: Sequence[Code], wanted: Sequence[Sequence[int]] = (), unread: Sequence[int] = ()
) -> Reading:
    """Divided as `wanted`, or else by what the pages say; `unread` are pictures whose words nobody knows. Of one document its
    reading, of several one with `parts` and nothing else. Raises Unreadable with no_text."""
    division = Division([list(part) for part in wanted]) if wanted else _divided(pages, codes, unread)
    if len(division.parts) < 2:
        reading = _read(pages, codes, division.parts[0] if division.parts else [])
        reading.suggestion = _suggestion(division)
        reading.validation += _possible(reading.suggestion)
        return reading
    parts = [Part(part, division.confidence, _read_leniently(pages, codes, part)) for part in division.parts]
    method = list(dict.fromkeys(source for part in parts for source in part.reading.method))
    _suggest(parts, division)
    return Reading(kind="", method=method, pages=len(pages), parts=parts)


def _divided(pages: Sequence[Page], codes: Sequence[Code], unread: Sequence[int]) -> Division:
    """As long as pictures are unread, the file is one document: it will be read again with their words."""
    if unread:
        return Division([[page.number for page in pages]])
    texts: dict[int, list[str]] = {}
    for code in codes:
        texts.setdefault(code.page, []).append(code.text)
    return divide(pages, texts)


def _read(pages: Sequence[Page], codes: Sequence[Code], part: Sequence[int]) -> Reading:
    """As if the part stood alone, its pages counted from 1; then with the numbers that they have in the file."""
    place = {number: n for n, number in enumerate(part, 1)}
    by_number = {page.number: page for page in pages}
    own = [replace(by_number[number], number=place[number]) for number in part if number in by_number]
    found = [Code(c.kind, c.text, place[c.page], c.box) for c in codes if c.page in place]
    reading = read_pages(own, found)
    reading.numbering = _numbering(own)
    renumber(reading, part)
    place_as_shown(reading, by_number, codes)
    reading.validation += hidden_text(by_number[number] for number in part if number in by_number)
    reading.validation += layer_differs(reading, pages)
    return reading


def _read_leniently(pages: Sequence[Page], codes: Sequence[Code], part: Sequence[int]) -> Reading:
    """A part without text is an empty document: it does not keep the others back."""
    try:
        return _read(pages, codes, part)
    except Unreadable as refusal:
        finding = Finding(refusal.code.replace("_", "-"), "error", REASONS[refusal.code])
        return Reading(kind="", method=[], pages=len(part), validation=[finding])


def _numbering(pages: Sequence[Page]) -> Numbering | None:
    marks = [mark for page in pages if (mark := mark_of(Document([page]).rows))]
    if not marks:
        return None
    return Numbering(marks[0][0], marks[-1][0], next((of for _, of in marks if of), None))


def _suggest(parts: Sequence[Part], division: Division) -> None:
    """With the documents that another one may begin in."""
    begins = {beginning.page for beginning in division.possible}
    for part in parts:
        if begins & set(part.pages):
            part.reading.suggestion = _suggestion(division)
            part.reading.validation += _possible(part.reading.suggestion)


def _suggestion(division: Division) -> Suggestion | None:
    """The division with every possible beginning."""
    if not division.possible:
        return None
    begins = {beginning.page for beginning in division.possible}
    parts: list[list[int]] = []
    for part in division.parts:
        parts.append([])
        for page in part:
            if page in begins:
                parts.append([])
            parts[-1].append(page)
    because = "; ".join(f"page {b.page}: {', '.join(b.signs)}" for b in division.possible)
    return Suggestion(parts, min(b.confidence for b in division.possible), because)


def _possible(suggestion: Suggestion | None) -> list[Finding]:
    if suggestion is None:
        return []
    pages = " and ".join(_spoken(part) for part in suggestion.parts)
    sentence = f"The file may hold {len(suggestion.parts)} documents ({pages}): {suggestion.because}."
    return [Finding("possible-documents", "warning", sentence)]


def _spoken(part: Sequence[int]) -> str:
    return f"page {part[0]}" if len(part) == 1 else f"pages {part[0]} to {part[-1]}"
