"""The total without tax."""

from payables.extraction.fields.candidates.amounts import amounts
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.labels import labels
from payables.extraction.fields.rule import Rule
from payables.extraction.page.document import Document

LABELS = labels(
    (r"\bsub\s?-?\s?total\b|\bnett?\s?(?:total|amount|worth|value)\b|\btotal (?:net|excl\w*|before tax|ex\.?)\b", 1.0),
    (r"\btaxable (?:amount|value)\b|\b(?:amount|total) (?:excl\w*|without|before) (?:tax|vat|gst)\b", 1.0),
    (
        r"(?:summe|gesamt|betrag|warenwert|rechnungsbetrag|gesamtbetrag)\s?\(?netto\b|"
        r"\bnetto\s?-?\s?(?:betrag|summe|gesamt|wert)",
        1.0,
    ),
    (r"(?:summe|betrag|wert) (?:ohne|excl\w*|exkl\w*|vor) (?:ust|mwst|umsatzsteuer|steuer)|\bpositionssumme\b", 1.0),
    (
        r"\bnettobetrag|\bsteuerbasis\b|\bbemessungsgrundlage|\bzwischensumme\b|\bsteuerpflichtige\w*|\bgesamt netto",
        0.9,
    ),
    (
        r"\b(?:montant |total )?(?:net )?h\.?\s?t\.?\b|\bbase (?:imponible|ht|tva)\b|"
        r"\b(?:total|montant) hors (?:taxes?|tva)\b|\bex(?:cl|clusief|clusive)?\.? (?:btw|vat|"
        r"tax)\b|\bsous\s?-?\s?total\b",
        1.0,
    ),
    (r"\bimponibile\b|\bsubtotal\b|\btotale netto\b|\b(?:subtotaal|totaal)\s?(?:excl\w*)?\b|\bnetto\b", 0.8),
    (r"\bnet\b|\bpositionen\b|\bwarenwert\b|\bsumme (?:der )?positionen\b", 0.6),
)
OTHERS = labels(
    (r"\b(?:brutto|gross|ttc|incl\w*|inkl\w*|a payer)\b", 1.0),
    (r"\b(?:tax|vat|mwst|ust|tva|iva|btw|steuer)\s?(?:amount|betrag|total|due)?$|\b\d+\s?%", 0.5),
    (r"\bnet (?:due|a payer)\b|\bprice\b|\bpreis\b|\bprix\b", 0.9),
)


def score(candidate: Candidate, document: Document) -> float:
    named = LABELS.near(candidate)
    if named == 0:
        return 0.0
    late = 0.05 * candidate.order / max(len(document.rows), 1)
    return max(0.0, 0.85 * named - 0.5 * OTHERS.before(candidate.left[-30:]) + late)


RULE = Rule(amounts, score)
