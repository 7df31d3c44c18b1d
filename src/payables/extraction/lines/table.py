"""Rows of a line table as numbers per column and text, from its header down to the sums."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from payables.extraction.page.language import plain
from payables.extraction.page.model import Word
from payables.extraction.page.numbers import NUMBER, parse
from payables.extraction.page.rows import Cell, Row

END = re.compile(
    r"\b(?:sub\s?-?\s?total|total|zwischensumme|gesamt(?:summe|betrag)?|summe|positionssumme|"
    r"net total|total ht|totale|totaal|"
    r"balance due|amount due|rechnungsbetrag|rechnungssumme|nettobetrag|zahlungsbedingungen|"
    r"bankverbindung|tax summary|summary|"
    r"steueraufschlusselung|umsatzsteueraufschlusselung|warenwert|importe total|base imponible|"
    r"thank you|grand total|zahlbar|"
    r"summa|netto|subtotaal|steuerbasisbetrag|uberweisen|notes?|remarks?|terms|payment)\b"
)


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
    """A row that begins with, or in which a cell begins with, the word for a sum."""
    return any((m := END.search(plain(c.text))) is not None and m.start() < 4 for c in row.cells)


def _covered(cell: Cell, start: int, end: int) -> list[Word]:
    words: list[Word] = []
    position = 0
    for word in cell.words:
        if position < end and position + len(word.text) > start:
            words.append(word)
        position += len(word.text) + 1
    return words
