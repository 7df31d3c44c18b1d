"""The invoice's own number."""

from payables.extraction.fields.candidates.identifiers import identifiers
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.labels import labels
from payables.extraction.fields.rule import Rule
from payables.extraction.page.document import Document, once

NAMED = 0.5  # weight of a label from which an invoice's number is taken for named
_NO = r"\s?(?:\(\d+\)\s?)?-?\s?(?:no|nr|num|number|nummer|numero|#|n[°o]|id)\b\.?|\s?#|\s?n[°º]"
LABELS = labels(
    (rf"\b(?:tax )?inv(?:oice)?\.?(?:{_NO})", 1.0),
    (rf"\b(?:credit (?:note|memo)|bill|receipt|document|statement)(?:{_NO})", 0.9),
    (r"rechnungs?\s?(?:\(\d+\)\s?|\w+ \w+ \(\d+\)\s?)?-?\s?(?:nr|nummer|no)\b\.?|\bre\.?\s?-?\s?nr\b", 1.0),
    (r"\brechnung (?:des|der|unseres|unserer) \w+ (?:nr|nummer)\b\.?", 1.0),
    (r"(?:gutschrifts?|beleg|dokument|dokumenten|korrektur)\s?-?\s?(?:nr|nummer)\b\.?", 0.9),
    (r"\b(?:n[°o]\.?|numero)\s?(?:de |d')?\s?(?:la )?(?:facture|avoir|piece)", 1.0),
    (r"\b(?:facture|avoir)\s?(?:n[°o]\.?|numero|num|#)", 1.0),
    (r"\b(?:factura|abono)\s?(?:n[°oº]\.?|num|numero|#)|\bn(?:[°oº]|um|umero)\.?\s?(?:de )?factura", 1.0),
    (r"\bfattura\s?(?:n[°o]?\.?|nr|num|numero)\b|\bn(?:[°o]|um|umero)\.?\s?(?:della )?(?:fattura|documento)", 1.0),
    (r"\b(?:factuur|credit)\s?-?\s?(?:nr|nummer|no)\b\.?", 1.0),
    (
        r"(?:rechnung|\binvoice|facture|factura|fattura|factuur|gutschrift|avoir|rechnungskorrektur|credit note)\b"
        r"(?!\s(?:month|period|week|date|total|amount|due|to|for)\b)",
        0.62,
    ),
    (r"\b(?:doc|ref|reference|referenz)\b(?:\s?(?:no|nr))?", 0.35),
    (r"(?:^|:\s?)#$", 0.6),
    (r"^(?:nr|no|number|nummer|numero|n°)\b\.?$", 0.5),
)
CONTRACTS = labels(
    (
        r"\bcontract\s?(?:/ revision|no|nr|number|id|#)?|\border\s?/\s?rev(?:ision)?\b|\bheadline\s?#|\bhdln\s?#",
        1.0,
    ),
    (r"\b(?:booking|reservation|folio|confirmation)\s?(?:id|no|nr|number|#)", 1.0),
    (r"\b(?:sales )?order\s?(?:no|nr|number|#)?|\bestimate\s?(?:no|#)", 0.8),
    (
        r"\b(?:auftrags?|vertrags?|angebots?)\s?-?\s?(?:nr|nummer)\b|\bdevis n°|\b(?:offerte|preventivo)\s?(?:nr|n°)",
        1.0,
    ),
)
ELSEWHERE = labels(
    (r"\b(?:alt|external|ext|agency|agy|advertiser|estimate|est|your|ihre?|votre|page|revision|traffic)\b", 1.0),
    (r"\b(?:dates?|schedule|flight|period|phone|fax|tel|zip)\b|(?<!/ )(?<!/)\brev\b", 1.0),
)
OTHERS = labels(
    (r"\b(?:alt|external|ext)\.?\s(?:order|ref|#|no|nr|number|id)", 1.0),
    (r"\b(?:original|related|corrected|credited|ursprung\w*|ursprungliche\w*|initiale?|liee|rma)\b", 1.5),
    (
        r"\b(?:customer|client|account|acct|contract|order|po|p\.o\.|job|project|quote|phone|tel|fax|delivery|shipment)",
        1.0,
    ),
    (
        r"\b(?:kunden|bestell|auftrags?|liefer\w*|vertrags?|steuer|ust|konto|projekt|objekt|artikel|referenz|telefon|hrb|blz)",
        1.0,
    ),
    (r"\b(?:commande|compte|contrat|siret|siren|rcs|tva|pedido|cliente|albaran|ordine|bestel|klant|btw|kvk)", 1.0),
    (
        r"\b(?:vat|tax id|tax no|tax reg|gst|iban|bic|swift|ean|gln|page|seite|estimate|flight|cal|"
        r"fein|ein|siret|naf|ape)\b",
        1.0,
    ),
)


def score(candidate: Candidate, document: Document) -> float:
    """The weight as an invoice's number; where nothing is named as one, as the number of the contract that it is."""
    own = invoice_score(candidate, document)
    return own if has_invoice_number(document) else max(own, contract_score(candidate))


def invoice_score(candidate: Candidate, document: Document) -> float:
    """The label's weight, less when a label of another number stands nearer, more towards the top of page 1."""
    named = LABELS.near(candidate)
    if named == 0:
        return 0.0
    other = OTHERS.before(candidate.left[-30:]) if LABELS.before(candidate.left) < 0.9 else 0.0
    digits = sum(ch.isdigit() for ch in candidate.value)
    early = 0.04 * (1 - candidate.order / max(len(document.rows), 1))
    if candidate.left.endswith("("):
        return 0.0
    return max(0.0, 0.9 * named - 0.6 * other + early + (0.02 if digits >= 3 else -0.1))


def contract_score(candidate: Candidate) -> float:
    return max(0.0, 0.5 * CONTRACTS.near(candidate) - 0.4 * ELSEWHERE.before(candidate.left[-24:]))


@once
def has_invoice_number(document: Document) -> bool:
    """Papers that are no invoices carry another number of their own."""
    return any(invoice_score(c, document) >= NAMED for c in identifiers(document))


RULE = Rule(identifiers, score)
