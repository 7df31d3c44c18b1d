"""What stands around the names: the seller's address, mail and phone, and the buyer's name."""

import re

from payables.extraction.fields.candidates.model import Candidate, matches
from payables.extraction.fields.sides import BUYER
from payables.extraction.model import Field
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain
from payables.extraction.page.rows import Cell, Row

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w/])(?:\+|00|\()?\d[\d\s()/.-]{6,18}\d(?![\w.])")
_PHONE_LABEL = re.compile(r"\b(?:tel|telefon|telephone|phone|fon|mobil|tlf)\b")
_TOWN = re.compile(r"\b\d{4,5}\b|\b[A-Z]{2}\s\d{5}\b|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b")
ADDRESS_ROWS = 5


def email(document: Document) -> Field | None:
    found = [c for _, c in matches(document, _MAIL) if BUYER.before(c.left) < 0.4]
    return found[0].field(0.7) if found else None


def phone(document: Document) -> Field | None:
    found = [
        c for _, c in matches(document, _PHONE) if _PHONE_LABEL.search(c.left[-14:]) and BUYER.before(c.left) < 0.4
    ]
    return found[0].field(0.7) if found else None


def buyer_name(document: Document) -> Field | None:
    """The first cell under a buyer's label, or what follows the label in its own cell."""
    for order, row in enumerate(document.rows):
        for cell in row.cells:
            if BUYER.over(plain(cell.text)) > 0.6 and (below := _below(document, order, cell)):
                return _named(below[0], below[1])
    return None


def address(document: Document, name: Field) -> Field | None:
    """The cells under the seller's name in its column, down to the one with the postal code."""
    box = name.box or [0, 0, 0, 0]
    page = document.pages[name.page - 1]
    left, right, top = box[0] * page.width, box[2] * page.width, box[3] * page.height
    found: list[Cell] = []
    for row in (r for r in document.rows if r.page is page and r.y0 >= top - 2):
        cell = next((c for c in row.cells if c.x0 < right and c.x1 > left), None)
        if cell is None or len(found) == ADDRESS_ROWS or row.y0 - top > 3.5 * row.height:
            break
        found.append(cell)
        top = row.y1
        if _TOWN.search(cell.text):
            words = [w for c in found for w in c.words]
            return Field(", ".join(c.text for c in found), 0.5, page.number, page.box(words))
    return None


def _below(document: Document, order: int, label: Cell) -> tuple[Row, Cell] | None:
    row = document.rows[order]
    for lower in document.rows[order + 1 : order + 4]:
        if lower.page is not row.page or lower.y0 - row.y1 > 3 * row.height:
            return None
        for cell in lower.cells:
            if abs(cell.x0 - label.x0) < 2 * row.height and re.search(r"[^\W\d_]{2}", cell.text):
                return lower, cell
    return None


def _named(row: Row, cell: Cell) -> Field:
    return Candidate(cell.text, cell.text, row, cell.words, "", "", row.index).field(0.55)
