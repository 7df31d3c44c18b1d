"""Sums of money: numbers with two decimals, or any number beside a currency."""

import re
from decimal import Decimal

from payables.extraction.fields.candidates.model import Candidate, matches
from payables.extraction.page.document import Document, once
from payables.extraction.page.numbers import NUMBER, parse

_MONEY = r"(?:€|\$|£|¥|EUR|USD|GBP|CHF|RM|Rs\.?|INR|kr)"
_WITHOUT_CENTS = re.compile(r"¥|\b(?:JPY|KRW|CLP|ISK|HUF)\b")
_GROUPED = re.compile(r"^\W?\d{1,3}(?:[.,]\d{3})+\W?$")
_BEFORE = re.compile(_MONEY + r"\s?$", re.IGNORECASE)
_AFTER = re.compile(r"^\s?" + _MONEY, re.IGNORECASE)


@once
def amounts(document: Document) -> list[Candidate]:
    """Each with its value as decimal text; percentages are left out."""
    found: list[Candidate] = []
    whole = bool(_WITHOUT_CENTS.search(document.text))
    for match, candidate in matches(document, NUMBER):
        before, after = match.string[: match.start()], match.string[match.end() :]
        money = bool(_BEFORE.search(before) or _AFTER.search(after))
        if after.lstrip().startswith("%") or not (
            money or _has_cents(match[0]) or (whole and _GROUPED.search(match[0]))
        ):
            continue
        value = parse(match[0], document.decimal_mark)
        if value is not None and abs(value) < Decimal(10) ** 10:
            candidate.value = f"{value:f}"
            candidate.left = re.sub(r"(?i)[€$£(]|\b(eur|usd|gbp|chf)\b|\brm\b", " ", candidate.left).strip()
            found.append(candidate)
    return found


def _has_cents(printed: str) -> bool:
    text = printed.strip(" -–−()")
    return bool(re.search(r"[.,]\d{2}$", text))
