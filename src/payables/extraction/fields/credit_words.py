"""The words that name a credit memo (plain text: lower case, no accents): en, de, fr, es, it, nl and their neighbours."""

import re

CREDIT_WORDS = (
    r"(?:(?:tax|sales) )?credit[ -]?(?:note|memo(?:randum)?|invoice|advice|statement|voucher)"
    r"|self[ -]bill(?:ed|ing) credit(?: note)?|refund (?:note|advice|invoice|statement)"
    r"|(?:rechnungs)?gutschrift(?:s?anzeige)?|rechnungs-?korrektur|storno\w*|korrekturrechnung|ruckerstattungsbeleg"
    r"|(?:facture d')?avoir|note (?:de credit|d'avoir)|facture (?:de credit|rectificative)"
    r"|nota (?:de (?:credito|abono)|di (?:ac)?credito|credito)|factura (?:rectificativa|de abono)|fattura di credito"
    r"|credit[ -]?(?:nota|factuur)|kredit-?(?:nota|note|faktura)|kreditt?nota|hyvityslasku"
)
# Words that also stand for a card, a column and much else: a heading only by themselves.
_ALONE = (
    r"credit|refund|credit ?/ ?refund|refund ?/ ?credit|return ?/ ?credit(?: request| note)?|erstattung|ruckerstattung"
    r"|ruckvergutung|remboursement|ristourne|reembolso|abono|devolucion|rimborso|accredito|terugbetaling|restitutie"
    r"|creditering|kredit"
)
_NUMBERED = r"credit|refund|gutschrifts?|avoir|abono|accredito|kredit(?:nota)?"
HEADING = re.compile(rf"\W*(?:{_ALONE})\W*$")
LABEL = re.compile(rf"\W*(?:{_NUMBERED})[ -]?(?:no|nr|num(?:ber|mer)?|date|datum|n[°o])\b")
NAMED = re.compile(rf"\b(?:{CREDIT_WORDS})\b")

_A_CREDIT = (
    r"(?:an? |een |eine? |un[ea]? )?(?:credit[ -]?(?:note|memo|invoice|nota|factuur)|gutschrift|avoir|note de credit"
    r"|nota (?:de (?:credito|abono)|di credito)|abono|factura rectificativa|kreditnota)"
)
_DO_NOT_PAY = (
    r"(?:not payable|(?:please )?do not pay(?: this| the)?(?: invoice| bill| amount)?|(?:bitte )?nicht (?:be)?zahlen"
    r"|nicht zahlbar|ne pas (?:payer|regler)|no pagar|non pagare|(?:gelieve )?niet (?:te )?betalen)"
)
# What a row of its own says: it is a credit, or not to be paid.
_SENTENCES = (
    r"\b(?:this|the present|dies(?:es)?|ceci|(?:le )?present|cette|este?|esta|questo|questa|dit|deze)(?: \w+)?"
    rf" (?:is|ist|est|es|e) {_A_CREDIT}\b",
    rf"^\W*{_A_CREDIT}\W*(?:{_DO_NOT_PAY}\W*)?$",
    rf"^\W*{_DO_NOT_PAY}\W*$",
    r"(?<!tax )(?<!vat )(?<!interest )(?<!gst )\bnot payable\W*$",
    r"\bthis is not an? (?:invoice|bill)\b|\bdies ist keine rechnung\b|\bceci n'est pas une facture\b",
    r"\besto no es una factura\b|\bquesta non e una fattura\b|\bdit is geen factuur\b",
    r"\bdeduct (?:this|the) (?:amount|sum|total) from your next payment\b",
    r"\b(?:this|the) (?:amount|sum|total) (?:will be|is|has been|was) (?:credited|refunded)\b",
    r"\bder betrag (?:wird|wurde)\b.{0,40}\b(?:gutgeschrieben|erstattet)\b",
    r"\b(?:le|ce) montant (?:sera|a ete)\b.{0,30}\b(?:rembourse|credite)\b",
    r"\bel importe (?:sera|ha sido)\b.{0,30}\b(?:reembolsado|abonado)\b",
    r"\bl'importo (?:sara|verra|e stato)\b.{0,30}\b(?:rimborsato|accreditato)\b",
    r"\bhet bedrag (?:wordt|is)\b.{0,40}\b(?:terugbetaald|gecrediteerd|teruggestort)\b",
)
SAYS = re.compile("|".join(_SENTENCES))
# What stands before the total of a credit.
TOTAL = re.compile(
    r"\b(?:(?:net |grand )?total credit(?:ed)?(?! ?(?:card|sales|limit|terms|s\b))|credit (?:total|amount|value)"
    r"|amount (?:credited|refunded)|total (?:refund|refunded)|refund (?:total|amount)|amount to be (?:credited|refunded)"
    r"|(?:gutschrifts?|erstattungs)-?(?:betrag|summe)|gutschrift gesamt|(?:total|montant) (?:de l')?avoir"
    r"|(?:total|montant|net) a (?:rembourser|crediter)|total (?:del? )?abono|importe (?:a (?:abonar|devolver)|del abono)"
    r"|total a devolver|totale (?:nota di credito|accredito|a credito)|importo (?:da rimborsare|accreditato)"
    r"|(?:totaal )?credit ?bedrag|totaal credit|(?:te ontvangen|terug te betalen)(?: bedrag)?)"
    r"[^a-z]*(?:gbp|eur|usd|chf|incl\w*\.?|inc\.?|vat|mwst|ttc|tax)?\W*$"
)
