"""What the columns of a line table hold, by the words over them."""

import re

from payables.extraction.page.language import plain

ROLES: dict[str, re.Pattern[str]] = {
    "position": re.compile(r"^(?:pos|position|no|nr|#|item|line|n°|lfd\.?\s?nr|sl\.?\s?no|s\.?\s?no)\.?$"),
    "sku": re.compile(
        r"\b(?:sku|art(?:icle|ikel)?\.?\s?-?\s?(?:no|nr|nummer)|item (?:no|code|#)|product (?:code|"
        r"id)|code|ref|ean|gtin|hsn)\b"
    ),
    "name": re.compile(
        r"\b(?:description|item|product|service|details|particulars|beschreibung|bezeichnung|artikelbezeichnung|artikel|"
        r"artikelbeschreibung|leistung|produkt|designation|libelle|article|descripcion|concepto|articulo|descrizione|omschrijving|"
        r"product|titel|produit|prestation)\b"
    ),
    "quantity": re.compile(
        r"\b(?:qty|qty\.|quantity|menge|anzahl|quantite|qte|cantidad|cant|quantita|qta|aantal|hours|"
        r"units?|stunden|stuck|amount of)\b"
    ),
    "unit": re.compile(r"\b(?:um|uom|unit|einheit|unite|unidad|unita|eenheid|me)\b"),
    "price": re.compile(
        r"\b(?:(?:unit|net|each|item)?\s?price|rate|unit cost|cost|einzelpreis|nettopreis|"
        r"stuckpreis|e-?preis|preis|ep|p\.?u\.?|"
        r"prix(?: unitaire| unit)?|pu ht|precio(?: unitario)?|prezzo(?: unitario)?|prijs|stuksprijs|"
        r"tarief|price/unit)\b"
    ),
    "discount": re.compile(r"\b(?:discount|disc|rabatt|nachlass|remise|rem|descuento|dto|sconto|korting)\b"),
    "tax": re.compile(r"\b(?:vat|tax|gst|mwst|ust|u\.?st|steuer\w*|tva|iva|btw|taxe)\b"),
    "amount": re.compile(
        r"\b(?:(?:line|net|total)?\s?amount|total|net worth|line total|gesamt|gesamtpreis|betrag|"
        r"nettobetrag|summe|g-?preis|"
        r"gp|nettowert|entgelt|montant(?: ht)?|total ht|prix ht|importe|importo|totale|bedrag|"
        r"totaal|subtotal|extended|value|price)\b"
    ),
}
_ORDER = ("discount", "tax", "quantity", "price", "amount", "sku", "name", "unit", "position")
_GROSS = re.compile(r"\b(?:gross|brutto|ttc|incl\w*|inkl\w*)\b")


def roles_of(header: str) -> list[str]:
    """The roles a header cell may name, likeliest first."""
    text = plain(header)
    return [role for role in _ORDER if ROLES[role].search(text)]


def is_gross(header: str) -> bool:
    return bool(_GROSS.search(plain(header)))
