"""The payment terms as printed."""

import re

from payables.extraction.model import Field
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain

_TERMS = re.compile(
    r"\b(?:payment |credit )?terms\s?:|\bnet\s\d{1,3}(?: days)?\b|\bdue (?:on|upon) receipt\b|\bwithin \d+ days\b"
    r"|\bzahlungsbedingung\w*|\bzahlbar\b|\bzahlungsziel\b|\binnerhalb (?:von )?\d+ tagen\b|\bskonto\b"
    r"|\bconditions de (?:paiement|reglement)|\ba reception\b|\b\d+ jours\b|\bcondiciones de pago|\ba \d+ dias\b"
    r"|\bcondizioni di pagamento|\b\d+ giorni\b|\bbetalingstermijn|\bbinnen \d+ dagen\b"
)


def payment_terms(document: Document) -> Field | None:
    for row in document.rows:
        for cell in row.cells:
            if _TERMS.search(plain(cell.text)):
                return Field(cell.text[:300], 0.6, row.page.number, row.page.box(cell.words))
    return None
