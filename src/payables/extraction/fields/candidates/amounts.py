"""Sums of money: numbers with two decimals, or any number beside a currency."""

import re
from collections.abc import Iterator
from decimal import Decimal

from payables.extraction.fields.candidates.misread import legible
from payables.extraction.fields.candidates.model import Candidate, matches
from payables.extraction.page.document import Document, once
from payables.extraction.page.language import plain
from payables.extraction.page.numbers import NUMBER, parse

_MONEY = r"(?:€|\$|£|¥|EUR|USD|GBP|CHF|RM|Rs\.?|INR|kr)"
_WITHOUT_CENTS = re.compile(r"¥|\b(?:JPY|KRW|CLP|ISK|HUF)\b")
_GROUPED = re.compile(r"^\W?\d{1,3}(?:[.,]\d{3})+\W?$")
_BEFORE = re.compile(_MONEY + r"\s?$", re.IGNORECASE)
_AFTER = re.compile(r"\s?" + _MONEY, re.IGNORECASE)
_WIDEST = 4  # characters of a currency with a blank, before a sum
_PERCENT = re.compile(r"\s*%")


# As OCR reads a sum: 96. 20, 28-90, 28:90, s55.00, 50.0c, RMO.08. Times look alike, so a word for a sum must be in its row.
_SLIPPED = re.compile(
    r"(?<![\w.,:/-])(?:RM|[sS$€£])?\s?(?P<whole>[\dOol]{1,3}(?:[.,][\dOol]{3})*|[\dOol]{1,6})\s?(?P<mark>[.,:-])\s?"
    r"(?P<cents>[\dOol]{2}|\d[cCoO])(?![\w:/-]|[.,]\d|\s?%)"
)
_SUM_WORD = re.compile(
    r"\b(?:sub|grand|gross|net)?\s?(?:total|amount|due|cash|balance|summe|betrag|gesamt|montant|importe|totale|totaal|gst|tax|mwst|tva)\b"
)
_AS_FIGURES = str.maketrans("OolcC", "00100")


@once
def amounts(document: Document) -> list[Candidate]:
    """Each with its value as decimal text, in the order of print; percentages are left out."""
    found = list(_printed(document))
    taken = {id(w) for c in found if _has_cents(c.raw) for w in c.words}
    found += [c for c in _slipped(document) if not any(id(w) in taken for w in c.words)]
    return sorted(found, key=lambda c: c.order)


def _printed(document: Document) -> Iterator[Candidate]:
    whole = bool(_WITHOUT_CENTS.search(document.text))
    for match, candidate in matches(document, NUMBER, lambda match: _is_money(match, whole=whole)):
        value = parse(match[0], document.decimal_mark)
        if value is not None and abs(value) < Decimal(10) ** 10:
            candidate.value = f"{value:f}"
            candidate.left = _without_currency(candidate.left)
            yield candidate


def _is_money(match: re.Match[str], *, whole: bool) -> bool:
    """With cents or beside a currency, and no percentage; `whole` papers have sums without cents."""
    text, start, end = match.string, match.start(), match.end()
    if _PERCENT.match(text, end):
        return False
    if _has_cents(match[0]) or (whole and _GROUPED.search(match[0])):
        return True
    return bool(_BEFORE.search(text[max(0, start - _WIDEST) : start]) or _AFTER.match(text, end))


def _slipped(document: Document) -> Iterator[Candidate]:
    """On scans alone, and in rows that speak of a sum."""
    if all(page.source == "text" for page in document.pages):
        return
    for match, candidate in matches(document, _SLIPPED):
        whole, cents = (match[part].translate(_AS_FIGURES) for part in ("whole", "cents"))
        if candidate.row.page.source == "text" or not _SUM_WORD.search(legible(plain(candidate.row.text))):
            continue
        candidate.value = f"{re.sub('[.,]', '', whole)}.{cents}"
        candidate.left = _without_currency(candidate.left)
        candidate.repaired = True
        yield candidate


def _without_currency(left: str) -> str:
    return re.sub(r"(?i)[€$£(]|\b(eur|usd|gbp|chf)\b|\brm\b", " ", left).strip()


def _has_cents(printed: str) -> bool:
    text = printed.strip(" -–−()CRr")
    return bool(re.search(r"[.,]\d{2}$", text))
