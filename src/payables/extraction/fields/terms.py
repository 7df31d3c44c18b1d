"""The payment terms, as printed and as understood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from payables.extraction.fields.term_words import understood
from payables.extraction.model import Field, Terms
from payables.extraction.page.document import Document, once
from payables.extraction.page.language import plain
from payables.extraction.page.model import Word
from payables.extraction.page.rows import Cell, Row

_LABEL = re.compile(
    r"\b(?:payment |credit )?terms\s?(?::|$)|\bterms of payment\b|\bpayment terms?\b|\bzahlungsbedingung\w*|\bzahlungsziel\b"
    r"|\bzahlungskondition\w*|\bconditions? (?:de )?(?:paiement|reglement)|\bmode et conditions? de reglement"
    r"|\bcondiciones de pago|\bforma de pago\b|\bcondizioni di pagamento|\b(?:modalita di )?pagamento\s?:"
    r"|\bbetalings(?:termijn|conditie\w*)"
)
_LEADS_ON = re.compile(r"\b(?:net|due|within|zahlbar|innerhalb|payable|payment|reglement|pago|pagamento|betal\w*)\b")
LABELLED, SAID, NAMED = 0.9, 0.8, 0.6  # days beside a label, days in a sentence, other words beside a label
LONGEST = 300


@dataclass(frozen=True, slots=True)
class PrintedTerms:
    """`terms` is None where nothing of a usual form was found in the words."""

    field: Field
    terms: Terms | None


def payment_terms(document: Document) -> Field | None:
    found = printed_terms(document)
    return found.field if found else None


@once
def printed_terms(document: Document) -> PrintedTerms | None:
    """The first that state days, else the first words about terms."""
    found = list(_found(document))
    stated = (f for f in found if f.terms and f.terms.days is not None)
    return next(stated, None) or next((f for f in found if f.terms), None) or next(iter(found), None)


def _found(document: Document) -> Iterator[PrintedTerms]:
    for order, row in enumerate(document.rows):
        for place, cell in enumerate(row.cells):
            if cell.figures:
                continue
            text = plain(cell.text)
            labelled = bool(_LABEL.search(text))
            for words in _texts(document, order, row, place, cell, labelled=labelled):
                said = " ".join(w.text for w in words)
                terms = understood(plain(said))
                if terms or (labelled and _says_more(said)):
                    sure = (LABELLED if labelled else SAID) if terms else NAMED
                    yield PrintedTerms(Field(said[:LONGEST], sure, row.page.number, row.page.box(words)), terms)


def _texts(document: Document, order: int, row: Row, place: int, cell: Cell, *, labelled: bool) -> Iterator[list[Word]]:
    """The cell; a label also with what stands right of it or under it, a sentence with its next line."""
    below = document.rows[order + 1] if order + 1 < len(document.rows) else None
    under = _under(cell, row, below)
    yield cell.words
    if labelled:
        yield from (cell.words + c.words for c in (*row.cells[place + 1 : place + 2], *under))
    elif len(cell.words) > 3 and _LEADS_ON.search(plain(cell.text)):
        yield from (cell.words + c.words for c in under)


def _says_more(text: str) -> bool:
    """Than the label alone."""
    return len(_LABEL.sub("", plain(text)).strip(" :.-")) > 2


def _under(cell: Cell, row: Row, below: Row | None) -> list[Cell]:
    if below is None or below.page is not row.page or below.y0 - row.y1 > 2.5 * row.height:
        return []
    found = below.cell_from(cell.x0 - 2 * row.height)
    return [found] if found and found.x0 - cell.x0 < 2 * row.height else []
