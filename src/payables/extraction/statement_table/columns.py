"""What the columns and rows of a statement of account are called, in en, de, fr, es, it and nl (plain: lower case, no accents,
words divided by single blanks)."""

import re
from functools import lru_cache

from payables.extraction.page.language import plain

_COLUMNS = {
    "number": "invoice, invoice no, invoice nr, invoice number, invoice num, inv, inv no, inv number, document, document no, "
    "document number, doc, doc no, doc number, transaction no, transaction number, reference, ref, ref no, reference no, "
    "reference number, number, no, "
    "rechnung, rechnung nr, rechnungs nr, rechnungsnr, rechnungsnummer, beleg, beleg nr, belegnr, belegnummer, referenz, "
    "nummer, nr, "
    "facture, no facture, n facture, facture no, facture n, numero facture, numero de facture, piece, no piece, n piece, "
    "numero de piece, numero, "
    "factura, no factura, n factura, num factura, numero factura, numero de factura, documento, n documento, no documento, "
    "numero documento, numero de documento, referencia, "
    "fattura, n fattura, numero fattura, nr fattura, riferimento, "
    "factuur, factuur nr, factuurnr, factuurnummer, documentnummer, document nr, referentie, kenmerk",
    "date": "date, invoice date, inv date, document date, doc date, transaction date, trans date, "
    "datum, rechnungsdatum, belegdatum, date facture, date de facture, date de la facture, date piece, date de piece, "
    "fecha, fecha factura, fecha de factura, fecha documento, fecha de documento, data, data fattura, data documento, "
    "factuurdatum, documentdatum",
    "due_date": "due date, due, due on, date due, payment due, falligkeit, fallig, fallig am, falligkeitsdatum, falligkeitstag, "
    "faelligkeit, faellig am, faelligkeitsdatum, echeance, date echeance, date d echeance, vencimiento, vence, "
    "fecha vencimiento, "
    "fecha de vencimiento, scadenza, data scadenza, data di scadenza, vervaldatum, vervaldag",
    "amount": "amount, invoice amount, inv amount, original amount, document amount, total, total amount, betrag, "
    "rechnungsbetrag, bruttobetrag, montant, montant ttc, montant facture, importe, importe total, importe factura, "
    "importo, importo fattura, importo totale, totale, bedrag, factuurbedrag, totaalbedrag",
    "open_amount": "open amount, amount open, amount due, outstanding, outstanding amount, open, open balance, unpaid, "
    "offen, offener betrag, offener posten, restbetrag, montant du, reste du, reste a payer, solde du, "
    "pendiente, importe pendiente, saldo pendiente, importo aperto, importo dovuto, importo residuo, residuo, "
    "openstaand, openstaand bedrag, open bedrag, restant",
    "debit": "debit, debits, charge, charges, invoiced, soll, debe, cargo, cargos, dare, addebito, debet",
    "credit": "credit, credits, payment, payments, paid, haben, gutschrift, gutschriften, haber, abono, abonos, avere, "
    "accredito",
    "balance": "balance, running balance, balance due, saldo, laufender saldo, kontostand, solde, solde progressif, solde cumule, "
    "saldo acumulado, saldo progressivo, lopend saldo",
    "type": "type, document type, doc type, transaction type, transaction, trans type, art, belegart, typ, vorgang, "
    "type de piece, type piece, type document, nature, tipo, tipo documento, tipo de documento, soort, documentsoort",
    "currency": "currency, cur, curr, ccy, wahrung, waehrung, whg, devise, monnaie, moneda, divisa, valuta, munt",
    "description": "description, details, particulars, narrative, memo, comment, beschreibung, text, buchungstext, bezeichnung, "
    "libelle, designation, descripcion, concepto, detalle, descrizione, causale, omschrijving",
}
_ROLE_OF = {name.strip(): role for role, names in _COLUMNS.items() for name in names.split(",")}

_OPENING = (
    "opening balance, balance forward, balance brought forward, brought forward, balance b f, previous balance, "
    "beginning balance, "
    "saldovortrag, anfangssaldo, vortrag, alter saldo, solde anterieur, solde precedent, solde initial, solde d ouverture, "
    "report a nouveau, a nouveau, saldo anterior, saldo inicial, saldo iniziale, saldo precedente, beginsaldo, vorig saldo"
)
_CLOSING = (
    "closing balance, ending balance, balance due, total balance, total, totals, total due, total amount due, amount due, "
    "grand total, total outstanding, please pay, "
    "endsaldo, schlusssaldo, neuer saldo, saldo, summe, gesamt, gesamtsumme, gesamtsaldo, gesamtbetrag, offener saldo, "
    "solde, solde final, nouveau solde, solde a payer, solde du, total a payer, total du, total general, "
    "saldo final, saldo actual, saldo pendiente, total pendiente, saldo finale, saldo dovuto, totale, totale dovuto, "
    "eindsaldo, nieuw saldo, totaal, totaal openstaand, openstaand saldo, te betalen"
)
_CARRIED = (
    "carried forward, balance carried forward, subtotal, sub total, page total, ubertrag, uebertrag, zwischensumme, "
    "seitensumme, a reporter, "
    "report, sous total, total page, suma y sigue, subtotal pagina, a riportare, riporto, subtotale, transport, subtotaal"
)
_ROWS = {
    phrase.strip(): kind
    for kind, phrases in (("carried", _CARRIED), ("closing", _CLOSING), ("opening", _OPENING))
    for phrase in phrases.split(",")
}
_LETTERS = re.compile(r"[^a-z0-9]+")
_CURRENCIES = "eur|usd|gbp|chf|cad|aud|nzd|sek|nok|dkk|pln|czk|huf|ron|jpy|mxn"
_TAIL = re.compile(rf"(?: (?:{_CURRENCIES}|in|en|on|at|as of|per|au|al|am|zum|vom|del|op|\d+))+$")


@lru_cache(maxsize=4096)
def words_of(text: str) -> str:
    """Plain words, without punctuation: "N° Facture" is "n facture"."""
    return _LETTERS.sub(" ", plain(text)).strip()


def role_of(header: str) -> str | None:
    """Which of number, date, due_date, amount, open_amount, debit, credit, balance, type, currency, description a column is;
    a currency in or after its name is none of it: "Amount (USD)"."""
    words = words_of(header)
    return _ROLE_OF.get(words) or _ROLE_OF.get(_TAIL.sub("", words))


def kind_of_row(cell: str) -> str | None:
    """opening, closing or carried, for the first words of a row that is no document."""
    words = words_of(cell)
    return _ROWS.get(words) or _ROWS.get(_TAIL.sub("", words))


def is_header(roles: list[str | None]) -> bool:
    """A date, a number, and somewhere an amount."""
    return {"date", "number"} <= set(roles) and bool({"amount", "open_amount", "debit", "credit"} & set(roles))
