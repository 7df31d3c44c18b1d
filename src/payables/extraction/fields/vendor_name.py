"""The seller's name. Few papers label it: where, how large, how often and beside what it stands tell it."""

import re
from collections import Counter
from statistics import median

from payables.extraction.fields.blocks import Blocks, blocks
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.candidates.names import LEGAL_FORM, names
from payables.extraction.fields.sides import BUYER, SELLER
from payables.extraction.model import Field
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain

_NOT_A_NAME = re.compile(
    r"\b(?:invoice|\w*rechnung\w*|facture|factura|fattura|factuur|receipt|page|seite|date|datum|total|amount|betrag|summe|credit|"
    r"gutschrift|avoir|bill|due|tax|vat|mwst|tva|iva|btw|description|beschreibung|artikel|menge|quantity|qty|price|preis|"
    r"terms|payment|zahlung|customer|client|kunde\w*|order|bestell\w*|number|nummer|telefon|phone|fax|email|iban|bic|"
    r"thank|dear|sehr|danke|please|bitte|copy|original|lieferschein|steuer\w*|street|\w*strasse|\w*str|\w*weg|\w*platz|\w*gasse|chemin|calle|via|laan|straat|avenue|road|suite|floor|"
    r"jalan|lorong|taman|box|cashier|table|gst|summary|items?|open|hours?|uhr|am|pm|subtotal|bank|konto\w*|blz|swift|geschaftsfuhrer|sitz|"
    r"amtsgericht|gericht|hrb|unit|stk|stuck|rue|attn|germany|deutschland|france|usa|united states)\b"
)
_BUSINESS = re.compile(
    r"hrb|amtsgericht|registergericht|geschaftsfuhrer|iban|ust-?id|siret|rcs|vat (?:no|reg|id)|steuernummer"
)
LEAST = 0.3
SUREST = 0.85  # no more certain without a vendor list


def vendor_name(document: Document) -> Field | None:
    """The likeliest cell of the first page, or of a later page's foot."""
    found = [(c, sender) for c, sender in names(document) if not _NOT_A_NAME.search(plain(c.value))]
    if not found:
        return None
    counts = Counter(plain(c.value) for c, _ in found)
    height = median(w.height for row in document.rows for w in row.words)
    sides = blocks(document)
    scored = [(_score(c, sender, document, counts[plain(c.value)], height) + _side(c, sides), c) for c, sender in found]
    score, best = max(scored, key=lambda s: (s[0], -s[1].order))
    return best.field(min(score, SUREST)) if score >= LEAST else None


def _score(c: Candidate, sender: bool, document: Document, count: int, height: float) -> float:
    page = c.row.page
    top = (c.words[0].y0 - document.rows[0].y0) / page.height if page.number == 1 else c.words[0].y0 / page.height
    parts = (
        0.42 if LEGAL_FORM.search(c.value) else 0.0,
        0.5 * SELLER.before(c.left),
        -0.8 * BUYER.before(c.left),
        0.28 if sender else 0.0,
        min(0.15 * (count - 1), 0.3),
        0.25 * max(0.0, 1 - 3 * top) if page.number == 1 else -0.2,
        0.15 * min(max(c.words[0].height / height - 1.15, 0.0), 1.0) * (1 if top < 0.4 else 0),
        0.14 if _BUSINESS.search(_around(c, document)) else 0.0,
        -0.35 if re.search(r"\s\d+\s?\w?$", c.value) else 0.0,
        -0.12 if c.row.words[0] is not c.words[0] and len(c.row.cells) > 3 else 0.0,
        0.12 if c.order < 2 else 0.0,
        0.1 if len(c.row.words) < len(c.words) else 0.0,
        -0.3 if len(LEGAL_FORM.sub("", c.value).strip(" .()")) < 3 else 0.0,
    )
    return sum(parts)


def _side(c: Candidate, sides: Blocks) -> float:
    """High on top of the seller's block, low anywhere in the buyer's."""
    seller, buyer = sides.seller(c.words), sides.buyer(c.words)
    if seller is not None and (buyer is None or seller <= buyer):
        return max(0.85 - 0.15 * seller, 0.0)
    return -0.8 if buyer is not None else 0.0


def _around(c: Candidate, document: Document) -> str:
    """The row and the rows below it in its column, where imprints give register and account."""
    rows = [r for r in document.rows[c.order : c.order + 5] if r.page is c.row.page]
    x0, x1 = c.words[0].x0 - 5, c.words[-1].x1 + 5
    return plain(" ".join(cell.text for r in rows for cell in r.cells if cell.x0 < x1 and cell.x1 > x0))
