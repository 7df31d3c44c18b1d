"""The numbers of a row: printed by themselves, or with a unit, a times sign or a currency right behind them."""

import re

from payables.extraction.lines.model import Number
from payables.extraction.page.document import Document, once
from payables.extraction.page.model import Word
from payables.extraction.page.numbers import NUMBER, parse
from payables.extraction.page.rows import Cell

# Units of the trade, as printed behind a quantity (en, de, fr, es, it, nl).
_UNITS = (
    "pcs|pce|pc|pieces?|ea|each|units?|unit\\(s\\)|sets?|pairs?|pack(?:s|ages?)?|pkts?|box(?:es)?|cartons?|ctns?|cases?|bottles?"
    "|bags?|rolls?|dozen|dz|hrs?|hours?|hour\\(s\\)|days?|day\\(s\\)|weeks?|months?|years?|min|mins|nights?|km|miles?|kg|kgs|g|mg|lbs?|oz"
    "|tons?|tonnes?|t|liters?|litres?|liter\\(s\\)|ltr|l|ml|m|m2|m3|m²|m³|qm|cm|mm|ft|sqm|lfm|st|stk|stck|stück|stueck|std|stunden?|tage?"
    "|pauschal(?:e)?|psch|karton(?:s)?|kiste(?:n)?|dose(?:n)?|flasche(?:n)?|fl|paar|paket(?:e)?|rolle(?:n)?|ve|meter|monat(?:e)?|jahr(?:e)?"
    "|pièces?|pieces|boîtes?|heures?|jours?|mois|forfait|lots?|uds?|unidad(?:es)?|horas?|cajas?|días?|meses|pz|pezzi|ore|ora|conf"
    "|giorni|stuks?|uur|uren|doos|dozen|dagen|maanden|kwh|kw|mwh|gb|user|users|spots?|vpe|colli|pal|paletten?|eur|\\w{1,3}\\."
)
UNIT = re.compile(rf"(?:{_UNITS})", re.IGNORECASE)
# A quantity with its unit or a times sign without a blank: 3x, 12Stk, 2.5kg.
_GLUED = re.compile(rf"(?<![\w.,/:#-])(\d{{1,6}}(?:[.,]\d{{1,3}})?)(x|×|{_UNITS})(?!\w)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_WHOLE_CENTS = re.compile(r"[.,]\d{2,4}\s?(?:[-–−)]|C[Rr])?$")
_CURRENCY = re.compile(
    r"€|\$|£|¥|₹|\b(?:EUR|USD|GBP|CHF|RM|Rs|INR|kr|zł|PLN|SEK|DKK|NOK|CAD|AUD|SGD|MYR)\b|(?<![A-Za-z])RM$"
)
_AFTER = re.compile(rf"\s(?:{_UNITS})(?=\s|$)", re.IGNORECASE)
# Parts of dates, times, fractions and codes are no numbers of a table: 03/20, 7:58, -11-, M-5.
BESIDE = 60  # characters before and after a number in which its currency is looked for
_PERCENT = re.compile(r"\s*%")
_CODE_BEFORE = re.compile(r"(?:[\w.,]\s?[/:]|[\w)][-–]|^:|\s:|[/#§_])$")
_CODE_AFTER = re.compile(r"[/:]\s?\d|[-–_]\w|[/:]$")


@once
def numbers_of_rows(document: Document) -> list[list[Number]]:
    """Per row of the document its numbers from left to right."""
    return [[n for cell in row.cells for n in numbers(cell, document.decimal_mark)] for row in document.rows]


def numbers(cell: Cell, mark: str) -> list[Number]:
    """All numbers that stand by themselves in the cell (units and currencies may follow)."""
    text = cell.text
    if not _DIGIT.search(text):
        return []
    found = [n for m in NUMBER.finditer(text) if (n := _number(cell, text, m.start(), m.end(), mark))]
    if not cell.figures:
        found += _glued(cell, mark, found)
    return sorted(found, key=lambda n: n.x0)


def _glued(cell: Cell, mark: str, found: list[Number]) -> list[Number]:
    """Those that no number begins with already."""
    taken = {_key(n.words[0]) for n in found}
    glued: list[Number] = []
    for match in _GLUED.finditer(cell.text):
        value, words = parse(match[1], mark), cell.words_at(match.start(), match.end())
        if value is not None and taken.isdisjoint(map(_key, words)):
            unit = "" if match[2].lower() in ("x", "×") else match[2]
            glued.append(Number(value, match[1], words, unit=unit))
            taken.add(_key(words[0]))
    return glued


def _key(word: Word) -> tuple[str, float, float, float, float, float, float]:
    """What is printed twice at one place is one word."""
    return word.text, word.x0, word.y0, word.x1, word.y1, word.confidence, word.slope


def _number(cell: Cell, text: str, start: int, end: int, mark: str) -> Number | None:
    before, after = text[max(0, start - BESIDE) : start], text[end : end + BESIDE]
    raw = text[start:end].strip()
    if _CODE_BEFORE.search(before) or _CODE_AFTER.match(text, end):
        return None
    value = parse(raw, mark)
    if value is None:
        return None
    percent = _PERCENT.match(text, end) is not None
    money = not percent and bool(
        _WHOLE_CENTS.search(raw) or _CURRENCY.search(before[-4:]) or _CURRENCY.match(after.strip())
    )
    words = cell.words_at(start, end)
    unit = None if percent else _AFTER.match(text, end)
    if unit is None:
        return Number(value, raw, words, percent, money)
    return Number(
        value, raw, words, money=money, unit=unit[0].strip(), end=cell.words_at(end, end + len(unit[0]))[-1].x1
    )
