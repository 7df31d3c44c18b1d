"""What the words beside an amount say it does to the sum (en, de, fr, es, it, nl; plain text)."""

import re
from functools import lru_cache
from math import inf

from payables.extraction.fields.candidates.misread import legible
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.page.language import plain
from payables.extraction.page.model import Word

_KINDS = (
    # what was handed over and given back at the till, and what an earlier paper still asks for
    (
        "till",
        r"\bcash\b|\bchange\b|tender\w*|\bvisa\b|\bmaster(?:card)?\b|\bcard\b|gegeben|ruckgeld|wechselgeld|\bbar\b|\brendu\b"
        r"|especes|efectivo|\bcambio\b|contant|wisselgeld|contanti|received|\baccepted\b",
    ),
    (
        "older",
        r"(?:previous|prior|past|opening) (?:balance|due|amount)|balance (?:brought )?forward|past due|arrears"
        r"|ausstehende\w* forderung|offene posten|ruckstand|saldo (?:anterior|precedente|vortrag)|solde anterieur"
        r"|report a nouveau|openstaand saldo|vorig saldo",
    ),
    # kept back now and paid later, or a price for paying early: nothing is taken off for these
    ("kept_back", r"sicherheitseinbehalt|einbehalt|\bretention\b|retainage|retenue de garantie|retencion de garantia"),
    ("early", r"skonto|cash discount|early payment|escompte|pronto pago|betalingskorting|if paid|bei zahlung|innerhalb"),
    ("commission", r"\bcomm(?:ission|\.)?\b|\bagy comm\b|agency fee|agenturprovision|\bprovision\b|commission d'agence|comision"),
    ("rounding", r"\bround(?:ing|ed)?\b.{0,12}|rundung\w*|arrondi|redondeo|arrotondamento|afronding"),
    ("withheld", r"withh(?:eld|olding)|\birpf\b|\bretencion(?:es)?\b|ritenuta|quellensteuer|retenue a la source|abzugsteuer"),
    (
        "prepaid",
        r"\bdeposit\b|prepaid|pre-paid|\bprepayment|(?:already|amount|less) paid|payments?(?: received|/credits?| made)|\bpaid\b"
        r"|\badvance\b|down ?payment|partial payment|anzahlung\w*|bereits (?:be|ge)zahlt\w*|schon bezahlt|geleistete"
        r"|abschlagszahlung\w*|teilzahlung\w*|vorauszahlung\w*|\bacomptes?\b|deja (?:paye|regle|verse)|\bavances?\b|\banticipos?\b"
        r"|\bpagado\b|a cuenta|\bacconti?\b|gia (?:pagato|versato)|\bversato\b|aanbetaling"
        r"|reeds (?:betaald|voldaan)|vooruitbetaald",
    ),
    (
        "allowance",
        r"\bdisc(?:ount)?\b|\w*rabatt\w*|\w*nachlass\w*|\bremises?\b|\bdescuentos?\b|\bdto\b|\bsconto\b|\bkorting\b|\ballowances?\b"
        r"|\brebate\b|\bgutschein\b|\bvoucher\b|\bcoupon\b|\babzug\b|\babschlage?n?\b|\bbonus\b|\bboni\b|\brabais\b",
    ),
    (
        "charge",
        r"\bshipping\b|\bfreight\b|\bdelivery\b|\bpostage\b|\bhandling\b|\bcarriage\b|versand\w*|\w*fracht\w*|\bporto\w*\b"
        r"|liefer\w*kosten|transport\w*|frais|\bport\b|\benvio\b|\bportes\b|\bgastos\b|\bspese\b|spedizione|trasporto|verzend\w*"
        r"|bezorg\w*|\bfees?\b|surcharge|\w*zuschlage?\w*|\bcharges?\b|\bserv(?:ice)?\b|packaging|verpackung\w*|\w*pfand\w*"
        r"|\binsurance\b|imballo|emballage|\btip\b|gratuity|statiegeld|\becotax\w*|consigne|bottle deposit|zoll\w*|customs",
    ),
)  # fmt: skip
_PATTERNS = {kind: re.compile(pattern) for kind, pattern in _KINDS}
MOST_WORDS, MOST_CELLS = 60, 30  # before an amount, among which its label stands
ENOUGH = re.compile(r"[a-z]{4}|\b(?:pay|due)\b")  # what makes a cell a label: not 'von', 'of', '%'
_DUE = re.compile(
    r"\b(?:due|payable|pay|owed|owing|outstanding|balance|remaining|offen\w*|zahlbetrag|restbetrag|zu zahlen|zahlen|restforderung"
    r"|a payer|reste|solde|saldo|te betalen|openstaand|pendiente|a pagar|da pagare|resto)\b"
)


def kind_of(candidate: Candidate) -> str | None:
    """What the words before it, else those over it, say that it does; None where they say nothing of the sort."""
    return _kind(label(candidate))


def is_called(candidate: Candidate, kind: str) -> bool:
    """Whether the words of its own label name the kind, whatever else they name: 'paid by card'."""
    return bool(_PATTERNS[kind].search(label(candidate)))


def named(candidate: Candidate, kind: str) -> bool:
    """Whether the words before it or over it name the kind among others."""
    return is_called(candidate, kind) or bool(_PATTERNS[kind].search(candidate.above))


def says_due(candidate: Candidate) -> bool:
    """Whether it is called what is still to be paid."""
    return bool(_DUE.search(label(candidate)) or _DUE.search(candidate.above))


def label(candidate: Candidate) -> str:
    """Plain text of the nearest words with letters left of it in its row, else of those over it."""
    if candidate.label is None:
        found = label_words(candidate)
        candidate.label = legible(plain(" ".join(w.text for w in found))) if found else candidate.above
    return candidate.label


def label_words(candidate: Candidate) -> list[Word]:
    """Those of its own cell, else of the nearest cell to the left that holds more than figures and signs."""
    x0 = candidate.words[0].x0
    for cell in reversed(candidate.row.cells_between(-inf, x0)[-MOST_CELLS:]):
        if cell.figures:
            continue
        words = cell.words_before(x0, MOST_WORDS)
        if ENOUGH.search(plain(" ".join(w.text for w in words))):
            return words
    return []


@lru_cache(maxsize=4096)
def _kind(text: str) -> str | None:
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.search(text)), None)
