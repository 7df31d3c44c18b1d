"""The date of issue."""

from payables.extraction.fields.candidates.dates import dates
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.labels import labels
from payables.extraction.fields.rule import Rule
from payables.extraction.page.document import Document

REPAIRED = 0.7  # what a date as OCR may have meant it weighs beside one that is printed
LABELS = labels(
    (
        r"\b(?:inv(?:oice)?\.?|bill|credit note|credit memo|receipt|issue|issued|tax point|statement)\s?(?:date|on)\b",
        1.0,
    ),
    (r"\bdate of (?:issue|invoice)|\bdated?\s(?:of\s)?issue|\bissue date|\binvoice date", 1.0),
    (r"\b(?:rechnungs|beleg|ausstellungs|gutschrifts?|rechnungsausgangs)\s?-?\s?datum\b", 1.0),
    (r"\bdate (?:de |d')?\s?(?:la )?(?:facture|facturation|emission|avoir)|\bfacture du\b", 1.0),
    (
        r"\bfecha\s?(?:de )?(?:la )?(?:factura|emision|expedicion)|\bdata\s?(?:della )?(?:fattura|documento|emissione)",
        1.0,
    ),
    (r"\bfactuurdatum\b|\bdatum factuur\b", 1.0),
    (
        r"(?:rechnung|korrektur|invoice|facture|factura|fattura|factuur)\b.{0,30}\b(?:vom|from|du|of|del|van|dated|date)\b",
        0.85,
    ),
    (r"\b(?:date|datum|fecha|data|dato)\b", 0.72),
    (r",\s?(?:den|le|the)\b|\b\w+,\s?(?:den|le)$", 0.6),
)
OTHERS = labels(
    (r"\b(?:gen(?:erated)?\.?|entered|modified|run on|revised|revision|created|signature|start|end|begin)\b", 1.0),
    (
        r"\b(?:due|payable|pay by|payment date|expir\w*|deliver\w*|ship\w*|order|supply|service|"
        r"period|from|to|print\w*)\b",
        1.0,
    ),
    (
        r"\b(?:fallig\w*|zahlbar|zahlung\w*|liefer\w*|leistung\w*|bestell\w*|auftrag\w*|zeitraum|bis|valuta|geburts\w*)",
        1.0,
    ),
    (r"\b(?:echeance|paiement|livraison|commande|vencimiento|entrega|pedido|scadenza|consegna|ordine)", 1.0),
    (r"\b(?:vervaldatum|vervalt|leverdatum|besteldatum|betalen|kundigung|vertrag\w*|lieferdatum|steuer\w*)", 1.0),
)


def score(candidate: Candidate, document: Document) -> float:
    """By label; a date without one still counts a little near the top of the first page."""
    named, other = LABELS.near(candidate), _other(candidate)
    early = 1 - candidate.order / max(len(document.rows), 1)
    unnamed = 0.34 + 0.1 * early if candidate.row.page.number == 1 else 0.3
    weight = max(0.9 * named - 0.75 * other, unnamed - 0.3 * other) + 0.05 * early
    return REPAIRED * weight if candidate.repaired else weight


def _other(candidate: Candidate) -> float:
    before = OTHERS.before(candidate.left[-26:])
    if LABELS.before(candidate.left) >= 0.7 and before < 0.75:
        return 0.0
    return max(before, 0.0 if LABELS.before(candidate.left) > 0.5 else OTHERS.over(candidate.above))


RULE = Rule(dates, score, least=0.2)
