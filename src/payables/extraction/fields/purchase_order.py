"""The buyer's order number."""

from payables.extraction.fields.candidates.identifiers import identifiers
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.labels import labels
from payables.extraction.fields.rule import Rule
from payables.extraction.page.document import Document

LABELS = labels(
    (r"\b(?:purchase order|p\.?\s?o\.?)\s?(?:no|nr|number|#|ref\w*|num)\b\.?|\bp\.?o\.?\s?#|\bpurchase order\b", 1.0),
    (r"\b(?:your|customer|client|buyer)\s?(?:order|po|p\.o\.)\s?(?:no|nr|number|ref\w*|#)?", 1.0),
    (r"\b(?:bestell|bestellungs?)\s?-?\s?(?:nr|nummer|no)\b\.?|\b(?:ihre )?bestellung(?:snummer)?\s?(?:nr)?\b", 1.0),
    (r"\b(?:n[°o]\.?|numero|ref\w*|votre)\s?(?:de |d')?\s?(?:bon de )?commande\b|\bcommande\s?(?:n[°o]|client)", 0.95),
    (r"\b(?:n[°oº]|num|numero)?\.?\s?(?:de )?pedido\b|\b(?:numero )?ordine(?: d'acquisto)?\b", 0.95),
    (r"\b(?:inkoop|bestel)\s?-?\s?(?:order)?\s?(?:nr|nummer)\b|\buw (?:order|bestelling|referentie)\b", 0.95),
    (
        r"\b(?:votre|ihre?|your|su|vostro|uw) (?:reference|referenz|zeichen|ref\.?|referencia|"
        r"riferimento|referentie)\b",
        0.6,
    ),
    (r"\border\s?(?:no|nr|number|#|id|ref\w*)\b\.?|\bpo\b", 0.75),
)
OTHERS = labels(
    (r"\b(?:date|datum|vom|du|fecha|data)\b", 0.6),
    (r"\b(?:invoice|rechnung\w*|facture|kunden\w*|box|p\.?\s?o\.?\s?box|sales order|auftrags\w*|seller order)\b", 0.8),
)


def score(candidate: Candidate, document: Document) -> float:
    named = LABELS.near(candidate)
    return max(0.0, 0.85 * named - 0.6 * OTHERS.before(candidate.left[-16:])) if named else 0.0


RULE = Rule(identifiers, score, least=0.4)
