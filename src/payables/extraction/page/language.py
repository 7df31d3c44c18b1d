"""The document's language by its commonest business words, and the order of its dates."""

import re
import unicodedata
from functools import lru_cache

_WORDS = {
    "de": "rechnung datum summe betrag menge einzelpreis gesamt mwst ust steuer kunde und der die zahlbar netto",
    "fr": "facture date montant quantite prix total tva client et de le la les du ttc echeance reglement",
    "es": "factura fecha importe cantidad precio total iva cliente y de el la los del vencimiento base",
    "it": "fattura data importo quantita prezzo totale iva cliente e di il la del scadenza imponibile",
    "nl": "factuur datum bedrag aantal prijs totaal btw klant en de het van een betalen",
    "en": "invoice date amount quantity price total tax vat customer and the of to due bill description",
}
_SETS = {language: set(words.split()) for language, words in _WORDS.items()}
_DIGIT_DATE = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})(?!\d)")
_DOLLARS = re.compile(r"\$|\bUSD\b|\b[A-Z]{2}\s\d{5}(-\d{4})?\b")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Lower case without accents, for comparing with label rules."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def language(text: str) -> str:
    words = re.findall(r"[a-z]+", plain(text))
    counts = {name: sum(w in known for w in words) for name, known in _SETS.items()}
    return max(counts, key=lambda name: (counts[name], name == "en"))


def date_order(text: str, found_language: str) -> str:
    """By the dates that can be read in one way only, else month first for papers in dollars."""
    pairs = [(int(m[1]), int(m[2])) for m in _DIGIT_DATE.finditer(text)]
    day_first = sum(12 < a <= 31 and b <= 12 for a, b in pairs)
    month_first = sum(12 < b <= 31 and a <= 12 for a, b in pairs)
    if day_first != month_first:
        return "dmy" if day_first > month_first else "mdy"
    return "mdy" if found_language == "en" and _DOLLARS.search(text) else "dmy"
