"""The two sides of a paper: the buyer's name, and both addresses."""

import re

from payables.extraction.fields import contacts
from payables.extraction.fields.candidates.legal_forms import LEGAL_FORM
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.candidates.name_parts import fits
from payables.extraction.fields.sides import BUYER
from payables.extraction.fields.vendor_words import ADDRESS, LABEL
from payables.extraction.model import Field
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain
from payables.extraction.page.rows import Cell

_TOWN = re.compile(r"\b\d{4,5}\b|\b[A-Z]{2}\s\d{5}\b|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b")
_DIVIDERS = re.compile(r"\s*[·•|∙⋅●]\s*|\s+[-–—]\s+|,\s+")
_ATTENTION = re.compile(r"^(?:attn|attention|z\.? ?h(?:d|\.? ?dn?)|a l'attention de)\.?\s*:?\s*", re.IGNORECASE)
_NUMBERED = re.compile(r"\b(?:nr|no|art|id|number|nummer|ref|order)\b")  # 'Art.-Nr. Kunde' heads a column
_CODE = re.compile(r"[A-Z]{2,4}\b.*\d{5}|[\w.-]*\b(?:Nr|No)\b", re.IGNORECASE)
ADDRESS_ROWS = 5


def of_the_parties(document: Document, vendor: Field | None, buyer: Field | None) -> dict[str, Field]:
    """Address, mail, phone and domain of the seller, and the buyer's address, as far as they are found."""
    found = {
        "vendor_email": contacts.email(document, vendor),
        "vendor_phone": contacts.phone(document, vendor),
        "vendor_domain": contacts.domain(document, vendor),
        "vendor_address": address(document, vendor) if vendor else None,
        "buyer_address": address(document, buyer) if buyer else None,
    }
    return {name: field for name, field in found.items() if field is not None}


def buyer_name(document: Document) -> Field | None:
    """The first name under a buyer's label, or beside a key such as 'Name:' there."""
    for order, row in enumerate(document.rows):
        for cell in row.cells:
            flat = plain(cell.text)
            if BUYER.over(flat) > 0.6 and not _NUMBERED.search(flat) and (found := _first_name(document, order, cell)):
                return found
    return None


def address(document: Document, name: Field) -> Field | None:
    """What follows the name in its line where that is an address ("Name · Street · Town"); else the cells under it in its
    column, down to the one with the postal code. None for a name without a place on a page.
    """
    if name.box is None:
        return None
    page = document.pages[name.page - 1]
    left, right, top = name.box[0] * page.width, name.box[2] * page.width, name.box[1] * page.height
    if line := _in_line(document, name, left, top):
        return line
    found: list[Cell] = []
    bottom = name.box[3] * page.height
    for row in (r for r in document.rows if r.page is page and r.y0 >= bottom - 2):
        cell = next((c for c in row.cells if c.x0 < right and c.x1 > left), None)
        if cell is None or len(found) == ADDRESS_ROWS or row.y0 - bottom > 3.5 * row.height:
            break
        found.append(cell)
        bottom = row.y1
        if _TOWN.search(cell.text):
            words = [w for c in found for w in c.words]
            return Field(", ".join(c.text for c in found), 0.5, page.number, page.box(words))
    return None


def _in_line(document: Document, name: Field, left: float, top: float) -> Field | None:
    page = document.pages[name.page - 1]
    for row in document.rows:
        if row.page is page and row.y0 - 2 <= top <= row.y1:
            cell = next((c for c in row.cells if c.x0 - 2 <= left <= c.x1), None)
            rest = cell.text.partition(name.value)[2].strip(" ·•|∙⋅●-–—,") if cell else ""
            pieces = [piece for piece in _DIVIDERS.split(rest) if piece]
            if cell and len(pieces) > 1 and any(_TOWN.search(piece) for piece in pieces):
                return Field(", ".join(pieces), 0.6, page.number, page.box(cell.words))
    return None


def _first_name(document: Document, order: int, label: Cell) -> Field | None:
    row = upper = document.rows[order]
    for lower in document.rows[order + 1 : order + 5]:
        if lower.page is not row.page or lower.y0 - upper.y1 > 3 * row.height:
            return None
        for place, cell in enumerate(lower.cells):
            if abs(cell.x0 - label.x0) < 2 * row.height:
                named = lower.cells[place + 1] if cell.text.endswith(":") and place + 1 < len(lower.cells) else cell
                text = _ATTENTION.sub("", named.text)
                if _is_name(text):
                    return Candidate(text, text, lower, named.words, "", "", lower.index).field(0.55)
        upper = lower
    return None


def _is_name(text: str) -> bool:
    flat = plain(text)
    if not fits(text) or text[:1] in "(-" or _CODE.match(text):
        return False
    return bool(LEGAL_FORM.search(text)) or not (LABEL.search(flat) or ADDRESS.search(flat) or text.endswith("."))
