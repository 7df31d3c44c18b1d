"""What the columns of a line table hold, by the words over them (plain text: lower case, no accents)."""

import re
from functools import lru_cache

from payables.extraction.page.language import plain

# Phrases per role in en, de, fr, es, it, nl; a phrase counts as whole words.
_PHRASES = {
    "discount": "discount, disc, disc.%, rab, rab., rabatt, nachlass, remise, rem, descuento, dto, sconto, korting",
    "tax": "vat, tax, taxes, imposta, aliquota, taux, gst, mwst, ust, u.st, steuer, steuersatz, tva, iva, btw, taxe, tax code",
    "quantity": "qty, quantity, hours, units, menge, anzahl, stunden, stuck, quantite, qte, nombre, cantidad, cant, "
    "quantita, qta, aantal, hoeveelheid, spots, anz, anz., uds, ud, unidades, unites, pz, quant, qta., q.ta, "
    "cant., st",
    "price": "price, unit price, net price, each, rate, unit cost, cost, einzelpreis, nettopreis, stuckpreis, "
    "e-preis, epreis, preis, ep, vk-preis, prix, prix unitaire, pu, p.u, pu ht, precio, precio unitario, "
    "prezzo, prezzo unitario, prijs, stuksprijs, tarief, unitaire, u/p, u.price, unitprice, u.p, precio/ud, "
    "pvp, unit amt, stukprijs, per stuk, pr. unit, p. unit., pu net",
    "amount": "amount, amt, ammount, line amount, net amount, total, line total, net worth, extended, value, price, "
    "gesamt, gesamtpreis, betrag, nettobetrag, summe, g-preis, gpreis, gp, nettowert, entgelt, zeilenbetrag, "
    "positionsbetrag, montant, total ht, prix ht, importe, importo, totale, bedrag, totaal, subtotal, "
    "prijs incl, ext, ext price, extension, total price, prezzo totale, importe neto, tot, charges",
    "sku": "sku, code, ref, ean, gtin, hsn, art.nr, art-nr, art. nr, artikelnr, artikel-nr, artikelnummer, item no, "
    "item code, product code, article no",
    "name": "description, item, product, service, details, particulars, beschreibung, bezeichnung, artikelbezeichnung, "
    "artikel, artikelbeschreibung, leistung, produkt, designation, libelle, article, descripcion, concepto, articulo, "
    "descrizione, omschrijving, titel, produit, prestation",
    "unit": "um, uom, unit, einheit, unite, unidad, unita, eenheid, me",
    "position": "pos, position, no, nr, #, line, n°, lfd. nr, sl. no, s. no",
}
_ROLES = {
    role: re.compile(r"(?<![\w])(?:" + "|".join(re.escape(p.strip()) for p in phrases.split(",")) + r")(?![\w])")
    for role, phrases in _PHRASES.items()
}
_DESCRIBES = re.compile(
    r"\b(?:descri\w+|beschreibung|artikelbeschreibung|bezeichnung|artikelbezeichnung|designation|omschrijving)\b"
)
_GROSS = re.compile(r"\b(?:gross|brutto|ttc|incl\w*|inkl\w*)\b")
# Words that qualify the word after them, or are qualified by the one before: one header, not two.
_JOINS_NEXT = re.compile(
    r"(?:unit|net|gross|line|item|total|tax|vat|prix|list|art|sub|product|service|montant|excl|incl|inkl)\.?"
)
_JOINS_LAST = re.compile(
    r"(?:incl|inkl|excl|exkl|ohne|inclusief|exclusief|ht|ttc|h\.t|t\.t\.c|hors|per|par|pro|of|no|nr|code)\.?"
)


@lru_cache(maxsize=4096)
def roles_of(header: str) -> tuple[str, ...]:
    """The roles a header cell may name, likeliest first."""
    text = plain(header)
    return tuple(role for role, words in _ROLES.items() if words.search(text))


def describes(header: str) -> bool:
    """Whether it says in so many words that descriptions stand below it: beside such a column one of items holds their numbers."""
    return bool(_DESCRIBES.search(plain(header)))


def is_gross(header: str) -> bool:
    return bool(_GROSS.search(plain(header)))


def begins_column(last: str, word: str) -> bool:
    """Whether a header word that follows `last` closely names a column of its own."""
    last, word = plain(last), plain(word)
    if _JOINS_NEXT.fullmatch(last) or _JOINS_LAST.fullmatch(last) or _JOINS_LAST.fullmatch(word):
        return False
    return bool(roles_of(word)) and roles_of(word)[0] not in roles_of(last)
