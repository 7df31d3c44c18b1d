"""The words that name kinds of document (plain text: lower case, no accents)."""

import re
from dataclasses import dataclass

from payables.extraction.fields.credit_words import CREDIT_WORDS


@dataclass(frozen=True, slots=True)
class Heading:
    """`weight` is how surely the words name the kind; `is_label_too`: on invoices they stand before another paper's number."""

    kind: str
    weight: float
    pattern: re.Pattern[str]
    is_label_too: bool


# Subject lines of letters begin with these.
SUBJECT = re.compile(r"^(?:subject|re|betreff|betr|objet|asunto|oggetto|onderwerp|betreft)\s?:\s*")
# An address to which an invoice goes is no invoice's heading.
ADDRESSED = re.compile(
    r"\W*(?:to|address\w*|an|anschrift|a|adres|adresse|attn|party|empfanger)\b\W*$|\W*(?:to|an)\s?:|\W*(?:to|address)\b"
)
NUMBER_LABELS = re.compile(
    r"(?:tax )?inv(?:oice)?\.? ?(?:no|nr|num|number|#|n[°o]|id)\b|(?:tax )?invoice ?#|rechnungs?[- ]?(?:nr|nummer|no)\b"
    r"|n(?:[°oº]\.?|umero) (?:de |d')?(?:la )?facture\b|facture n[°oº]|n(?:[°oº]|um|umero)\.? (?:de )?factura\b"
    r"|factura n(?:[°oº]|um)|fattura n(?:[°oº.]|r|um)|numero (?:della )?fattura\b|factuur ?-?(?:nr|nummer)\b"
)


def _heading(kind: str, weight: float, words: str, *, is_label_too: bool = False) -> Heading:
    return Heading(kind, weight, re.compile(rf"(?:{words})(?![\w'])"), is_label_too)


HEADINGS = (
    # asked for again
    _heading(
        "other",
        1.0,
        r"(?:(?:payment|final|friendly|first|second|third|1st|2nd|3rd) ){0,2}(?:reminder|demand)(?: notice| letter| for payment)?"
        r"|(?:overdue|past due|final|collection)(?: payment| invoice)? notice|dunning (?:letter|notice)"
        r"|(?:\d\. ?|erste |zweite |dritte |letzte )?(?:mahnung|zahlungserinnerung|zahlungsaufforderung|mahnschreiben)"
        r"|(?:\w+ )?rappel(?: de (?:paiement|facture))?|(?:lettre de )?relance|mise en demeure"
        r"|(?:recordatorio|reclamacion|aviso) de (?:pago|impago)|(?:primo |secondo |ultimo )?sollecito(?: di pagamento)?"
        r"|(?:\w+ )?(?:betalings)?herinnering|(?:laatste )?aanmaning",
    ),
    # before anything is due
    _heading(
        "other",
        1.3,
        r"pro ?-?forma ?-?(?:invoice|rechnung|factuur)?|(?:facture|factura|fattura) pro ?-?forma|proforma-?\w+",
    ),
    _heading(
        "other",
        1.0,
        r"order (?:confirmation|acknowledge?ment)|confirmation of order|auftragsbestatigung|bestellbestatigung"
        r"|(?:confirmation|accuse de reception) de (?:la |votre )?commande|confirmacion (?:de|del) pedido"
        r"|conferma (?:d'? ?|dell'? ?)?ordine|(?:order|opdracht)bevestiging",
        is_label_too=True,
    ),
    _heading(
        "other",
        0.9,
        r"(?:price |sales )?(?:quotation|quote)|angebot|kostenvoranschlag|devis|presupuesto|cotizacion|preventivo|offerte",
        is_label_too=True,
    ),
    _heading(
        "other",
        0.8,
        r"purchase order|sales order|(?:broadcast |sales |advertising |time )?(?:contract|agreement)|bestellung|bon de commande"
        r"|orden de compra|ordine d'? ?acquisto|inkooporder|(?:kauf|miet|dienst|werk)?vertrag|contrat|contrato|contratto",
        is_label_too=True,
    ),
    _heading(
        "other",
        0.6,
        r"estimate|offer|order|pedido|ordine|bestelling|oferta|offerta|remittance advice|zahlungsavis|avis de paiement",
        is_label_too=True,
    ),
    # what came with the goods
    _heading(
        "other",
        1.0,
        r"(?:delivery|dispatch|despatch|consignment|goods received|advice) note|packing (?:slip|list)|delivery docket"
        r"|lieferschein|packliste|packzettel|warenbegleitschein|(?:bon|bordereau|note) de livraison|(?:albaran|nota) de entrega"
        r"|albaran|documento di trasporto|d\.d\.t\.?|ddt|bolla(?: di (?:consegna|accompagnamento))?|pakbon|leverings?bon"
        r"|vrachtbrief",
        is_label_too=True,
    ),
    _heading(
        "other",
        0.9,
        r"(?:(?:lunch|dinner|dessert|drinks|wine|set|breakfast) )?menus?|(?:speise|getranke|wein|mittags)karte"
        r"|carte des (?:vins|mets|boissons)|menukaart|price list|preisliste|liste de prix|lista de precios|listino prezzi"
        r"|prijslijst",
    ),
    # what is open, over several papers
    _heading(
        "statement",
        1.0,
        r"(?:(?:customer|supplier|vendor|monthly) )?(?:statement of (?:account|open items)|account statement)"
        r"|kontoauszug|kontenauszug|offene[- ]posten(?:[- ]?liste)?|saldenliste|saldenbestatigung"
        r"|releve (?:de (?:votre )?compte|client|mensuel|de factures)|extrait de compte|(?:estado|extracto) de (?:su )?cuenta"
        r"|estratto conto|rekening[- ]?overzicht|(?:overzicht )?openstaande[- ](?:posten|facturen)(?:[- ]?overzicht)?",
    ),
    _heading("statement", 0.6, r"(?:(?:customer|monthly|billing|your) )?statement", is_label_too=True),
    _heading(
        "credit_memo",
        1.0,
        CREDIT_WORDS,
    ),
    _heading(
        "invoice",
        1.0,
        r"(?:[\w-]+ ){0,2}(?:invoices?|receipt|facture|factura|fattura|factuur)|(?:\w+ ){0,2}\w*rechnung|quittung|kassenbon"
        r"|cash bill|(?:bill|inv)(?! of (?:lading|materials?))|scontrino|kwitantie|ticket de (?:caisse|compra)",
    ),
)
