"""Whether the words at a place call its value what the remembered words called it.

Tables and heads of letters put many values near each other: that one stands where the true one stood says little where it
is called something else.
"""

import re
from collections.abc import Collection
from itertools import product

from rapidfuzz.fuzz import ratio

from payables.learning.model.papers import Place

ALIKE = 80.0  # per cent of two words that are one, also where a letter was misread

# What else papers of many languages name, by how such words begin.
_ORDER, _DELIVERY, _DUE, _DAY = "order", "delivery", "due", "day"
_MEANT = {
    _ORDER: r"(?:orders?|po|purchase|bestell\w*|auftrag\w*|commande|pedido|ordine|estimate)",
    "customer": r"(?:customer|client\w*|accounts?|acct|kunden\w*|konto\w*|compte|klant\w*)",
    "contract": r"(?:contracts?|vertrag\w*|contrat\w*|project|projekt\w*|quote|angebot\w*|devis|booking|reservation)",
    _DELIVERY: r"(?:deliver\w*|shipments?|shipping|liefer\w*|albaran|livraison|consegna)",
    "tax": r"(?:vat|tax|ust|steuer\w*|tva|btw|iban|bic|swift|siret|siren)",
    _DUE: r"(?:due|fallig\w*|zahlbar|echeance|vencimiento|scadenza)",
    _DAY: r"(?:dates?|datum|fecha|tel|telefon|phone|fax)",
}
_PATTERNS = {meant: re.compile(pattern) for meant, pattern in _MEANT.items()}
_OTHERS = {
    "number": frozenset(_MEANT),
    "purchase_order": frozenset(_MEANT) - {_ORDER},
    "invoice_date": frozenset({_ORDER, _DELIVERY, _DUE}),
    "due_date": frozenset({_ORDER, _DELIVERY}),
}


def is_called_alike(name: str, remembered: Place, place: Place) -> bool:
    """Not where the words before it name another field, which the remembered ones do not name, nor where both have none of
    their words in common. Words over a value are its label only as far as they name no other field."""
    if _others(name, place.left) - _others(name, remembered.left):
        return False
    if not remembered.left and not remembered.above:
        return True
    if _share(remembered.left, place.left):
        return True
    over_it = not remembered.left or not _others(name, place.above)
    return over_it and _share(remembered.above, place.above)


def _others(name: str, text: str) -> frozenset[str]:
    """The other fields that the words name."""
    return frozenset(meant for meant in _OTHERS.get(name, ()) if _names(text.split(), meant))


def _names(words: Collection[str], meant: str) -> bool:
    return any(_PATTERNS[meant].fullmatch(word) for word in words)


def _share(one: str, other: str) -> bool:
    return any(ratio(a, b) >= ALIKE for a, b in product(one.split(), other.split()))
