"""Rows of a table that hold no item: sums under it or between its groups, and what is carried from page to page."""

import re

from payables.extraction.page.language import plain
from payables.extraction.page.rows import Row

# The words that begin a row of sums, or what stands under a table (en, de, fr, es, it, nl).
_SUMS = (
    "subtotal, sub total, sub-total, total, grand total, net total, gross total, balance due, amount due, tax summary, "
    "gst summary, summary, thank you, total items, total qty, cash, change, rounding, "
    "gesamt, gesamtsumme, gesamtbetrag, gesamtbeitrag, zwischensumme, summe, summa, positionssumme, rechnungsbetrag, "
    "rechnungssumme, endbetrag, nettobetrag, nettosumme, netto, warenwert, steuerbasisbetrag, zahlbar, zahlbetrag, "
    "zahlungsbedingungen, bankverbindung, steueraufschlusselung, umsatzsteueraufschlusselung, uberweisen, "
    "total ht, total ttc, montant total, sous-total, sous total, net a payer, importe total, base imponible, suma, "
    "totale, imponibile, subtotale, totaal, subtotaal, te betalen, prijzen, prices, preise"
)
_FIRST = re.compile(r"(?:\w+ (?=total|summe|gesamt))?(?:" + "|".join(map(re.escape, _SUMS.split(", "))) + r")(?![\w])")
_TAX = re.compile(r"(?:sales |zzgl\.? |plus )?(?:tax|vat|gst|mwst|ust|tva|iva|btw|umsatzsteuer)\.?\s\(?\d")
_CARRIED = re.compile(
    r"(?:zwischen)?ubertrag\b|vortrag\b|(?:sub\s?total )?(?:carried|brought) (?:forward|over|down)|[cb]/[fd]\b|balance forward"
    r"|a reporter\b|riporto\b|a riportare|suma (?:y sigue|anterior)|transporteren\b"
    r"|saldo (?:anterior|vorige)|continued on|total page\b|zwischensumme seite|seitensumme|page total"
)
_MAYBE_CARRIED = re.compile(r"(?:transport|report|vortrag|saldo)\s*:?$")


def is_sum(row: Row) -> bool:
    """A cell begins with the word for a sum, or the row begins with a tax and its rate."""
    if _TAX.match(plain(row.cells[0].text)):
        return True
    return _begins(row, _FIRST)


def is_carried(row: Row) -> bool:
    """'Übertrag', 'carried forward', 'a reporter': a sum from or for another page."""
    return _begins(row, _CARRIED)


def is_maybe_carried(row: Row) -> bool:
    """A word that names the same and may name an item as well."""
    return _begins(row, _MAYBE_CARRIED)


def _begins(row: Row, pattern: re.Pattern[str]) -> bool:
    """Whether one of its cells does."""
    return any(pattern.match(plain(c.text).lstrip(" *-:.")) for c in row.cells if not c.figures)
