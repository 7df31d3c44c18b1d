"""Dates in digits or with a month's name, in six languages."""

import re
from collections.abc import Iterator
from datetime import date

from payables.extraction.fields.candidates.model import Candidate, matches, matches_over_gap
from payables.extraction.page.document import Document, once
from payables.extraction.page.language import plain

_MONTHS = {
    1: "jan januar january janvier enero ene gennaio gen januari janv",
    2: "feb februar february fevrier febrero febbraio februari fev fevr febr",
    3: "mar marz maerz march mars marzo maart mrz mrt",
    4: "apr april avril abril aprile avr abr",
    5: "may mai mayo maggio mei mag",
    6: "jun juni june juin junio giugno giu",
    7: "jul juli july juillet julio luglio juil lug",
    8: "aug august aout agosto augustus ago",
    9: "sep sept september septembre septiembre settembre set",
    10: "oct okt oktober october octobre octubre ottobre ott",
    11: "nov november novembre noviembre",
    12: "dec dez dezember december decembre diciembre dicembre dic",
}
_NUMBER_OF = {name: number for number, names in _MONTHS.items() for name in names.split()}
_DATE = re.compile(
    r"(?<![\d/.-])(?:"
    r"(?P<y1>(?:19|20)\d\d)\s?[-/.]\s?(?P<m1>\d{1,2})\s?[-/.]\s?(?P<d1>\d{1,2})"
    r"|(?P<a>\d{1,2})\s?(?P<mark>[-/.])\s?(?P<b>\d{1,2})\s?(?P=mark)\s?(?P<y2>(?:19|20)\d\d(?!\d(?!\d?:))|\d\d(?!\d))"
    r"|(?P<d3>\d{1,2})(?:st|nd|rd|th|er|º|°)?[\s./-]{0,2}(?:de\s)?(?P<m3>[^\W\d_]{3,10})[\s.,/-]{0,2}(?:de\s|del\s)?"
    r"(?P<y3>(?:19|20)\d\d|\d\d)"
    r"|(?P<m4>[^\W\d_]{3,10})[\s.-]{0,2}(?P<d4>\d{1,2})(?:st|nd|rd|th)?[\s.,-]{1,3}(?P<y4>(?:19|20)\d\d)"
    r")(?!\d(?!\d?:))(?![/.-]\d)"
)


# Without marks: 20180428, 27032018.
_BARE = re.compile(
    r"(?<![\w/.-])(?:(?P<y>20[0-3]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])"
    r"|(?P<d2>0[1-9]|[12]\d|3[01])(?P<m2>0[1-9]|1[0-2])(?P<y2>20[0-3]\d))(?![\w.-])"
)
# As OCR reads figures and slashes: 05t31t20, 05126120, 05lo4l20. One mark may have been read rightly.
_FIGURES, _MARK = "[0-9OolIS]{2}", "[tlI1|!/]"
_SLIPPED = re.compile(rf"(?<![\w/.-])({_FIGURES}){_MARK}({_FIGURES}){_MARK}((?:20)?{_FIGURES})(?![\w/-])")
_AS_FIGURES = str.maketrans("OolIS", "00115")


@once
def dates(document: Document) -> list[Candidate]:
    """Each with its value in ISO 8601, in the order of print; those that no printed date overlaps are repaired ones."""
    found = [*_printed(document)]
    taken = {id(w) for c in found for w in c.words}
    found += [c for c in (*_bare(document), *_slipped(document)) if not any(id(w) in taken for w in c.words)]
    return sorted(found, key=lambda c: c.order)


def _printed(document: Document) -> Iterator[Candidate]:
    for match, candidate in (*matches(document, _DATE), *matches_over_gap(document, _DATE)):
        yield from _dated(candidate, _value(match, document.date_order))


def _bare(document: Document) -> Iterator[Candidate]:
    for match, candidate in matches(document, _BARE):
        year, month, day = (
            (match["y"], match["m"], match["d"]) if match["y"] else (match["y2"], match["m2"], match["d2"])
        )
        candidate.repaired = True
        yield from _dated(candidate, _date(year, int(month), int(day)))


def _slipped(document: Document) -> Iterator[Candidate]:
    for match, candidate in matches(document, _SLIPPED):
        a, b, year = (match[i].translate(_AS_FIGURES) for i in (1, 2, 3))
        day, month = (int(a), int(b)) if document.date_order == "dmy" else (int(b), int(a))
        candidate.repaired = True
        yield from _dated(candidate, _date(year, month, day))


def _dated(candidate: Candidate, value: date | None) -> Iterator[Candidate]:
    if value is not None:
        candidate.value = value.isoformat()
        yield candidate


def _value(match: re.Match[str], order: str) -> date | None:
    g = match.groupdict()
    if g["y1"]:
        return _date(g["y1"], int(g["m1"]), int(g["d1"]))
    if g["y2"]:
        a, b = int(g["a"]), int(g["b"])
        day, month = (a, b) if order == "dmy" else (b, a)
        return _date(g["y2"], month, day) or _date(g["y2"], day, month)
    name, day, year = (g["m3"], g["d3"], g["y3"]) if g["y3"] else (g["m4"], g["d4"], g["y4"])
    number = _NUMBER_OF.get(plain(name))
    return _date(year, number, int(day)) if number else None


def _date(year: str, month: int, day: int) -> date | None:
    full = int(year) if len(year) == 4 else 2000 + int(year)
    if not 1990 <= full <= 2079:
        return None
    try:
        return date(full, month, day)
    except ValueError:
        return None
