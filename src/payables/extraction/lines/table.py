"""Rows of a line table as numbers per column and text, from its header down to the sums."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from payables.extraction.page.language import plain
from payables.extraction.page.model import Word
from payables.extraction.page.numbers import NUMBER, parse
from payables.extraction.page.rows import Cell, Row

# The words that begin a row of sums, or what stands under a table (en, de, fr, es, it, nl).
_END = (
    "subtotal, sub total, sub-total, total, grand total, net total, balance due, amount due, tax summary, "
    "summary, thank you, "
    "gesamt, gesamtsumme, gesamtbetrag, zwischensumme, summe, summa, positionssumme, rechnungsbetrag, rechnungssumme, "
    "nettobetrag, netto, warenwert, steuerbasisbetrag, zahlbar, zahlungsbedingungen, bankverbindung, "
    "steueraufschlusselung, "
    "umsatzsteueraufschlusselung, uberweisen, total ht, total ttc, montant total, importe total, "
    "base imponible, totale, "
    "imponibile, totaal, subtotaal, prijzen, prices, preise"
)
END = re.compile(r"(?:" + "|".join(map(re.escape, _END.split(", "))) + r")(?![\w])")

_TAX = re.compile(r"(?:sales )?(?:tax|vat|gst|mwst|ust|tva|iva|btw)\s\(?\d")


@dataclass(slots=True)
class Number:
    """A number of a row with its words; `percent` where a percent sign follows."""

    value: Decimal
    raw: str
    words: list[Word]
    percent: bool = False

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1


@dataclass(slots=True)
class TableRow:
    row: Row
    numbers: list[Number] = field(default_factory=list[Number])
    below: list[Row] = field(default_factory=list[Row])  # further lines of the same item

    @property
    def bottom(self) -> float:
        return (self.below or [self.row])[-1].y1


def body(rows: list[Row], header: int, stop: int, mark: str) -> list[TableRow]:
    """The rows between a header and `stop` or the first row of sums."""
    found: list[TableRow] = []
    for row in rows[header + 1 : stop]:
        if found and _ends(row):
            break
        found.append(TableRow(row, [n for cell in row.cells for n in numbers(cell, mark)]))
    return found


def numbers(cell: Cell, mark: str) -> list[Number]:
    """All numbers that stand by themselves in the cell (units and currencies may follow)."""
    found: list[Number] = []
    text = cell.text
    for match in NUMBER.finditer(text):
        value = parse(match[0], mark)
        if value is not None:
            words = _covered(cell, match.start(), match.end())
            found.append(Number(value, match[0].strip(), words, text[match.end() :].lstrip().startswith("%")))
    return found


def _ends(row: Row) -> bool:
    """A row in which a cell begins with the word for a sum, or which begins with a tax and its rate."""
    if _TAX.match(plain(row.cells[0].text)):
        return True
    return any(END.match(plain(c.text).lstrip(" *-:.")) for c in row.cells)


def _covered(cell: Cell, start: int, end: int) -> list[Word]:
    words: list[Word] = []
    position = 0
    for word in cell.words:
        if position < end and position + len(word.text) > start:
            words.append(word)
        position += len(word.text) + 1
    return words
