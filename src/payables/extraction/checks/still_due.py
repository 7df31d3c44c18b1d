"""A paper that says that less is still due than its total, without saying why in a way that adds up."""

import re
from decimal import Decimal

from payables.extraction.fields.candidates.amounts import amounts
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.model import Finding, Reading
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain
from payables.extraction.solve.words import kind_of, label

DOUBTFUL = 0.5
OF_ITS_OWN = 60  # characters of a row that says one thing
_STILL_DUE = re.compile(
    r"\b(?:(?:balance|amount|total|net|sum|now|still) (?:now |still )?(?:due|payable|owing|owed|outstanding)|balance$"
    r"|(?:left |still |amount |balance )?to pay|outstanding|zahlbetrag|restbetrag|restzahlung|noch (?:offen|zu zahlen)"
    r"|zu zahlen|offener (?:betrag|rest)|(?:reste|net|solde) a (?:payer|regler)|a pagar|pendiente"
    r"|da (?:pagare|saldare)|(?:nog )?te (?:betalen|voldoen)|openstaand|payable)\b"
)
# Less is due only if something happens, or the amount is another paper's, a month's, or a tax's.
_CONDITIONAL = re.compile(
    r"\bif\b|within|early|before|\bbei\b|innerhalb|skonto|\bminimum\b|\bsi\b|avant|\bdays?\b|tage|jours|dias|giorni|dagen"
    r"|previous|last|older|past|instal+ment|\brate\b|\bvat\b|\btax\b|mwst|\bust\b|\btva\b|\biva\b|\bbtw\b|\bgst\b"
)
_SETTLED = re.compile(
    r"\bpaid (?:in full|with thanks)\b|\balready (?:been )?paid\b|\bfully paid\b"
    r"|\bpayment received(?: with)? thanks?\b|\bno payment (?:is )?(?:due|required)\b"
    r"|\b(?:bereits|schon) (?:be|ge)zahlt\b|\bbetrag erhalten\b|\bdankend erhalten\b"
    r"|\b(?:deja|entierement) (?:paye|regle)e?\b|\bfacture acquittee\b|\bya pagad[ao]\b"
    r"|\bpagad[ao] en su totalidad\b|\bgia (?:pagat|saldat)[ao]\b|\breeds (?:betaald|voldaan)\b"
)


def check_still_due(reading: Reading, document: Document) -> list[Finding]:
    """Lowers the confidence of such a total: a deposit that was not understood would be paid twice."""
    found = reading.fields.get("total_amount")
    if found is None or "amount_due" in reading.fields:
        return []
    if less := _less(Decimal(found.value), amounts(document)):
        found.confidence = min(found.confidence, DOUBTFUL)
        sentence = (
            f"The paper's total is {found.value}, but it says that {less.value} is due: what lies between was not read."
        )
        return [Finding("less-is-due", "error", sentence)]
    if said := _settled(document):
        return [Finding("says-paid", "error", f'The paper says "{said}": see whether anything is left to pay.')]
    return []


def _less(total: Decimal, printed: list[Candidate]) -> Candidate | None:
    """The last one under the total that is called what is still due."""
    places = [c.order for c in printed if Decimal(c.value) == total]
    first = min(places, default=0)
    below = (c for c in reversed(printed) if c.order > first and 0 <= Decimal(c.value) < total)
    return next((c for c in below if _is_still_due(c)), None)


def _is_still_due(one: Candidate) -> bool:
    said = label(one)
    return bool(_STILL_DUE.search(said)) and kind_of(one) is None and not _CONDITIONAL.search(said)


def _settled(document: Document) -> str | None:
    """A row of its own or nearly: terms of business speak of what would be paid."""
    rows = (plain(row.text) for row in document.rows if len(row.text) <= OF_ITS_OWN)
    return next((match[0] for text in rows if (match := _SETTLED.search(text))), None)
