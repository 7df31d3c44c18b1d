"""Dates among the other dates of the paper."""

import re
from datetime import date

from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain

FAR = 400  # days that are as good as any more
_TIME = re.compile(r"^\W{0,3}\d{1,2}[:.]\d\d")
_RANGE_BEFORE = re.compile(r"(?:[-–]|\b(?:bis|to|until|through|au|al|a|tot))\s*$")
_RANGE_AFTER = re.compile(r"^\s*(?:[-–]|bis\b|to\b|until\b|through\b|au\b|al\b|tot\b)\s*\d")


def days(candidates: list[Candidate], document: Document) -> list[dict[str, float]]:
    """In the order of the candidates."""
    if not candidates:
        return []
    values = [date.fromisoformat(c.value) for c in candidates]
    distinct = sorted(set(values))
    return [_day(c, value, distinct) for c, value in zip(candidates, values, strict=True)]


def _day(c: Candidate, value: date, distinct: list[date]) -> dict[str, float]:
    after = _after(c)
    return {
        "since_first": min((value - distinct[0]).days, FAR),
        "until_last": min((distinct[-1] - value).days, FAR),
        "since_middle": max(-FAR, min((value - distinct[len(distinct) // 2]).days, FAR)),
        "day_rank": distinct.index(value),
        "later_days": len(distinct) - 1 - distinct.index(value),
        "day_of_month": value.day,
        "letters": float(any(ch.isalpha() for ch in c.raw)),
        "printed": len(c.raw),
        "time_after": float(bool(_TIME.match(after))),
        "ends_range": float(bool(_RANGE_BEFORE.search(c.left))),
        "begins_range": float(bool(_RANGE_AFTER.match(after))),
        "colon": float(c.left.endswith(":")),
    }


def _after(c: Candidate) -> str:
    """What follows in its row, a few words."""
    words = c.row.words
    place = words.index(c.words[-1]) + 1
    return plain(" ".join(w.text for w in words[place : place + 3]))
