"""Dates in digits or with a month's name, in six languages."""

import re
from datetime import date

from payables.extraction.fields.candidates.model import Candidate, matches
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
    r"|(?P<m4>[^\W\d_]{3,10})[\s.-]{0,2}(?P<d4>\d{1,2})(?:st|nd|rd|th)?[\s.,-]{1,2}(?P<y4>(?:19|20)\d\d)"
    r")(?!\d(?!\d?:))(?![/.-]\d)"
)


@once
def dates(document: Document) -> list[Candidate]:
    """Each with its value in ISO 8601."""
    found: list[Candidate] = []
    for match, candidate in matches(document, _DATE):
        value = _value(match, document.date_order)
        if value is not None:
            candidate.value = value.isoformat()
            found.append(candidate)
    return found


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
