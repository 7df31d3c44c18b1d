"""Whose words these are: labels that say that the seller or the buyer stands here."""

from payables.extraction.fields.labels import labels

BUYER = labels(
    (r"^(?:to|an|a|credit(?:ed)? to)\s?:?$", 0.9),
    (
        r"\b(?:bill(?:ed)?|ship(?:ped)?|sold|deliver(?:ed)?|invoice[d]?)\s?-?\s?(?:to|address)\b|"
        r"\b(?:billing|shipping|delivery) address\b|\b(?:customer|client|buyer|purchaser)\b",
        1.0,
    ),
    (
        r"\b(?:kunde|(?<!ver )kaufer|rechnungsempfanger|empfanger|auftraggeber|lieferanschrift|rechnungsanschrift|"
        r"rechnungsadresse)\b",
        1.0,
    ),
    (r"\b(?:acheteur|destinataire|adresse de (?:facturation|livraison)|facture a|cliente|comprador|acquirente)\b", 1.0),
    (
        r"\b(?:destinatario|klant|koper|afnemer|factuuradres|leveringsadres|advertiser|agency|attn|attention|guest)\b",
        0.9,
    ),
    (r"\b(?:rechnung|lieferung|invoice|facture|factura|fattura|factuur) (?:an|to|a|aan|voor)\b", 1.0),
    (r"\b(?:ihre|your|votre|uw)\b", 0.8),
)
SELLER = labels(
    (
        r"\b(?:seller|vendor|supplier|sold by|from|remit(?:tance)?(?: payment)?(?: to| address)|"
        r"(?:send|make) (?:all )?(?:payments?|checks?)(?: payable)? to|issued by|payee|service provider)\b",
        1.0,
    ),
    (
        r"\b(?:ver ?kaufer|lieferant|rechnungssteller|rechnungsaussteller|leistungserbringer|zahlungsempfanger|absender)\b",
        1.0,
    ),
    (
        r"\b(?:vendeur|fournisseur|emetteur|vendedor|proveedor|emisor|fornitore|venditore|cedente|leverancier|verkoper)\b",
        1.0,
    ),
)
