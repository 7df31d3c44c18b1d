"""Label words that OCR misread, put right: lnvoice -> invoice, T0TAL -> total, anount -> amount. Values are left as read."""

import re
from functools import lru_cache

_LEXICON = (
    "invoice number date total amount order balance payment terms subtotal grand gross contract customer account due tax "
    "rechnung rechnungsnummer rechnungsdatum rechnungsbetrag datum betrag gesamt gesamtbetrag summe zwischensumme nummer "
    "lieferdatum kundennummer bestellnummer mwst netto brutto fallig zahlbar facture numero echeance montant commande client "
    "factura fecha importe vencimiento pedido fattura totale scadenza imponibile factuur factuurnummer factuurdatum "
    "vervaldatum bedrag totaal cash change rounding discount receipt statement credit purchase"
)
_KNOWN = frozenset(_LEXICON.split())
_ALIKE = str.maketrans({"1": "l", "|": "l", "i": "l", "!": "l", "0": "o", "5": "s", "8": "b", "6": "b", "4": "a"})
_WORD = re.compile(r"[\w|!]{3,}")
LONG = 6  # letters from which one wrong letter is forgiven


def _looks(word: str) -> str:
    """What letters and figures of one shape have in common."""
    return word.replace("rn", "m").translate(_ALIKE)


_BY_LOOKS = {_looks(word): word for word in sorted(_KNOWN)}
_BY_GAP = {
    word[:i] + "?" + word[i + 1 :]: word for word in sorted(_KNOWN) if len(word) >= LONG for i in range(len(word))
}


@lru_cache(maxsize=4096)
def legible(text: str) -> str:
    """Plain text (lower case, no accents) with its misread label words put right."""
    return _WORD.sub(lambda m: _put_right(m[0]), text)


@lru_cache(maxsize=8192)
def _put_right(word: str) -> str:
    if word in _KNOWN or word.isdigit():
        return word
    if found := _BY_LOOKS.get(_looks(word)):
        return found
    if len(word) < LONG:
        return word
    return next((_BY_GAP[gap] for gap in _gaps(word) if gap in _BY_GAP), word)


def _gaps(word: str) -> list[str]:
    return [word[:i] + "?" + word[i + 1 :] for i in range(len(word))]
