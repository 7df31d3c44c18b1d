"""The total with tax."""

import re
from bisect import bisect_left

from payables.extraction.fields.candidates.amounts import amounts
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.labels import labels
from payables.extraction.fields.rule import Rule
from payables.extraction.page.document import Document, once
from payables.extraction.page.language import plain

SUMMARY = re.compile(
    r"\b(?:gst|vat|tax|sst|btw|tva|iva|mwst|ust)\s?-?\s?(?:summary|analysis|breakdown|specification|details)"
)
SUMMARY_ROWS = 5
LABELS = labels(
    (r"\b(?:grand|invoice|gross)\s?total\b|\btotal\s?(?:amount|invoice|incl\w*|gross|payable|sales|rounded)\b", 1.0),
    (
        r"\b(?:total|amount|balance|payment)\s?(?:\w+\s){0,2}?(?:due|payable|owing)\b|"
        r"\b(?:amount to pay|due payable)\b|\bgross (?:amount|worth)",
        0.97,
    ),
    (
        r"\btotal (?:inclusive|incl|including|with|after)\b|\bnett? (?:total|"
        r"amount)\b(?=.{0,10}round)|\brounded total\b",
        1.0,
    ),
    (r"\b(?:gesamt|rechnungs|end|brutto|rechnungsend|rechnungsgesamt)\s?-?\s?(?:betrag|summe|brutto)\b", 1.0),
    (r"\bsumme brutto\b|\bgesamt(?:betrag|summe)?\s?\(?brutto\b|\bbrutto(?:summe|betrag)?\b", 1.0),
    (r"\b(?:rechnungs|gesamt|jahres)beitrag\b|\bpayment amount\b|\bto tal\b|^tt?l\b", 0.7),
    (r"\bzahlbetrag\b|\bzu zahlen\w*\b|\bzahlungsbetrag\b|\brestbetrag\b", 0.85),
    (
        r"\b(?:montant )?total\s?(?:general )?t\.?t\.?c\b|\bnet a payer\b|\bmontant (?:ttc|total|"
        r"du)\b|\btotal a payer\b",
        1.0,
    ),
    (
        r"\bt\.?t\.?c\.?\b|\bimporte total\b|\btotal (?:a pagar|factura|eur|euro)\b|"
        r"\btotale (?:fattura|documento|da pagare)\b",
        0.95,
    ),
    (r"\b(?:totaal|totaalbedrag)\s?(?:incl|te betalen|inclusief)\w*\b|\bte betalen\b|\btotaalbedrag\b", 1.0),
    (r"^(?:\w+ )?(?:total|totale|totaal|gesamt|summe|montant total)\b", 0.8),
    (r"\b(?:total|totale|totaal|gesamt|summe|betrag|endsumme)\b", 0.7),
)
OTHERS = labels(
    (
        r"\bsub\s?-?\s?total|\bzwischen\s?-?\s?summe|\bsous\s?-?\s?total|\bsubtotaal|\bsubtotale|\btotal\s?h\.?t\b|\bnett?o?\b",
        1.0,
    ),
    (r"\b(?:tax|vat|gst|mwst|ust|umsatzsteuer|mehrwertsteuer|tva|iva|btw|steuer\w*)\b(?!.{0,4}(?:incl|inkl))", 0.7),
    (
        r"\b(?:excl\w*|zzgl|ohne|without|hors|base|imponible|imponibile|qty|items?|quantity|discount|rabatt|skonto|saving)\b",
        0.8,
    ),
    (
        r"\b(?:cash|change|tender\w*|accepted|paid|prepaid|bezahlt|anzahlung|acompte|deposit|points?|rounding|commission)\b",
        0.8,
    ),
    (r"\b(?:zuschlag\w*|abschlag\w*|zu-|allowances?|charges|remises?|anzahlungen|verzugs\w*)\b", 0.9),
    (r"\bposition\w*\b|\bline\b|\beinzel\w*\b|\bh\.?t\.?\b|\bexcl\b|\bper\b", 0.6),
)
INCLUSIVE = labels((r"\b(?:incl\w*|inkl\w*|inclusive|brutto|gross|ttc|t\.t\.c|with)\b", 1.0))


def score(candidate: Candidate, document: Document) -> float:
    """Label, less a label of another sum beside it; lower on the page is a little better."""
    named = LABELS.near(candidate)
    if named == 0:
        return 0.0
    beside = candidate.left[-40:] or candidate.above
    other = 0.0 if INCLUSIVE.before(beside) else max(OTHERS.before(candidate.left[-32:]), _over(candidate))
    late = 0.05 * candidate.order / max(len(document.rows), 1)
    summary = 0.35 if in_tax_summary(candidate, document) else 0.0
    return max(0.0, 0.85 * named - 0.55 * other + late - summary)


def in_tax_summary(candidate: Candidate, document: Document) -> bool:
    """Within the few rows under a heading such as 'GST summary', where total means the taxable sum."""
    page = candidate.row.page
    over = summary_rows(document)
    near = over[bisect_left(over, candidate.order - SUMMARY_ROWS) : bisect_left(over, candidate.order)]
    return any(document.rows[i].page is page for i in near)


@once
def summary_rows(document: Document) -> list[int]:
    return [i for i, row in enumerate(document.rows) if SUMMARY.search(plain(row.text))]


def _over(candidate: Candidate) -> float:
    return 0.0 if LABELS.before(candidate.left) > 0.4 else OTHERS.over(candidate.above)


RULE = Rule(amounts, score)
