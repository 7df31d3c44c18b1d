"""The sum of all taxes."""

from payables.extraction.fields.candidates.amounts import amounts
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.labels import labels
from payables.extraction.fields.rule import Rule
from payables.extraction.page.document import Document

_TAX = r"(?:vat|tax|gst|sst|hst|pst|mwst|ust|u\.?st|umsatzsteuer|mehrwertsteuer|steuer|tva|t\.v\.a|iva|btw|taxes)"
LABELS = labels(
    (
        rf"\b(?:total|summe|gesamt|montant|totaal|totale|importe)\s?(?:\w+\s)?{_TAX}\b|\b{_TAX}\s?-?\s?(?:amount|betrag|total|due)",
        1.0,
    ),
    (
        r"\bsteuerbetrag\b|\bmontant (?:de la )?tva\b|\bcuota (?:de )?iva\b|\bimposta\b|\bbtw.?bedrag\b|\bsales tax\b",
        1.0,
    ),
    (rf"\b{_TAX}\b\.?\s?(?:\(?\s?\d+[.,]?\d*\s?%\s?\)?)?", 0.85),
    (rf"\d\s?%\s?{_TAX}\b", 0.85),
)
OTHERS = labels(
    (r"\b(?:incl\w*|inkl\w*|excl\w*|before|without|ohne|brutto|netto|gross|net|ttc|ht|total due|base|basis)\b", 0.8),
    (r"\b(?:id|reg|no|nr|number)\b", 0.6),
)


def score(candidate: Candidate, document: Document) -> float:
    named = LABELS.near(candidate)
    if named == 0:
        return 0.0
    late = 0.05 * candidate.order / max(len(document.rows), 1)
    return max(0.0, 0.85 * named - 0.5 * OTHERS.before(candidate.left[-24:]) + late)


RULE = Rule(amounts, score, least=0.15)  # weak labels count where the arithmetic closes
