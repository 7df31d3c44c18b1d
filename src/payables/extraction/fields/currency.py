"""The currency: an ISO code or a symbol beside sums."""

import re
from collections import Counter

from payables.extraction.model import Field
from payables.extraction.page.document import Document

_SYMBOLS = {"€": "EUR", "£": "GBP", "₹": "INR", "¥": "JPY", "zł": "PLN", "US$": "USD", "C$": "CAD", "A$": "AUD"}
CODES = "EUR|USD|GBP|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|JPY|CNY|INR|MYR|SGD|HKD|ZAR|BRL|MXN|RON|BGN|TRY|AED|THB"
_CODE = re.compile(rf"(?<![A-Za-z])({CODES})(?![A-Za-z])")
_PLACES = (
    (re.compile(r"\b(?:DE|FR|IT|ES|NL|AT|BE|IE|FI|PT)\s?[A-Z0-9]{0,2}\d{8,11}\b"), "EUR"),
    (re.compile(r"\bGB\s?\d{9}\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"), "GBP"),
    (re.compile(r"\b[A-Z]{2},? \d{5}(?:-\d{4})?\b"), "USD"),
)
_RINGGIT = re.compile(r"(?<![A-Za-z])RM\s?\d|\(RM\)|\bRM\b")
_RUPEES = re.compile(r"(?<![A-Za-z])Rs\.?\s?\d")
_EURO_WORD = re.compile(r"\beuros?\b", re.IGNORECASE)


def currency(document: Document) -> Field | None:
    """The one named most; a code weighs more than a symbol, a bare $ is read as US dollars unless a code says else."""
    votes = _votes(document.text)
    if not votes:
        return _by_country(document)
    (code, count), total = votes.most_common(1)[0], votes.total()
    return _placed(document, code, 0.7 + 0.29 * count / total)


def _by_country(document: Document) -> Field | None:
    """Sums without any currency are in that of the place: an unsure inference from addresses and VAT ids."""
    code = next((code for pattern, code in _PLACES if pattern.search(document.text)), None)
    return Field(code, 0.45, document.pages[0].number) if code else None


def _votes(text: str) -> Counter[str]:
    votes: Counter[str] = Counter()
    for match in _CODE.finditer(text):
        votes[match[1]] += 2
    for symbol, code in _SYMBOLS.items():
        votes[code] += text.count(symbol)
    votes["EUR"] += len(_EURO_WORD.findall(text))
    votes["MYR"] += len(_RINGGIT.findall(text))
    votes["INR"] += 2 * len(_RUPEES.findall(text))
    dollars = re.findall(r"(?<![A-Z])\$", text)
    if dollars:
        own = next((c for c in ("CAD", "AUD", "NZD", "SGD", "HKD", "MXN") if votes[c]), "USD")
        votes[own] += len(dollars)
    return +votes


def _placed(document: Document, code: str, confidence: float) -> Field:
    marks = [code, *(s for s, c in _SYMBOLS.items() if c == code), "$" if code == "USD" else code]
    for row in document.rows:
        for word in row.words:
            if any(mark in word.text for mark in marks):
                return Field(code, round(confidence, 3), row.page.number, row.page.box([word]), word.text)
    return Field(code, round(confidence, 3), document.pages[0].number)
