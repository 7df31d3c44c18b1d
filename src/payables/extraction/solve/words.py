"""What the words beside an amount say it does to the sum (en, de, fr, es, it, nl; plain text)."""

import re
from functools import lru_cache

from payables.extraction.fields.candidates.model import Candidate

_KINDS = (
    # kept back now and paid later, or a price for paying early: nothing is taken off for these
    ("kept_back", r"sicherheitseinbehalt|einbehalt|retention money|retainage|retenue de garantie|retencion de garantia"),
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
        r"|\brebate\b|\bgutschein\b|\bvoucher\b|\bcoupon\b|\babzug\b|\babschlag\b|\bbonus\b|\bboni\b|\brabais\b",
    ),
    (
        "charge",
        r"\bshipping\b|\bfreight\b|\bdelivery\b|\bpostage\b|\bhandling\b|\bcarriage\b|versand\w*|\w*fracht\w*|\bporto\w*\b"
        r"|liefer\w*kosten|transport\w*|frais|\bport\b|\benvio\b|\bportes\b|\bgastos\b|\bspese\b|spedizione|trasporto|verzend\w*"
        r"|bezorg\w*|\bfees?\b|surcharge|\w*zuschlag\w*|\bcharges?\b|\bserv(?:ice)?\b|packaging|verpackung\w*|\w*pfand\w*"
        r"|\binsurance\b|imballo|emballage|\btip\b|gratuity|statiegeld|\becotax\w*|consigne|bottle deposit|zoll\w*|customs",
    ),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
SAID = 48  # characters before the amount that count


def kind_of(candidate: Candidate) -> str | None:
    """By the words before it, else by those over it; None where they say nothing of the sort."""
    left = candidate.left[-SAID:]
    return _kind(left) if re.search(r"[a-z]{3}", left) else _kind(candidate.above[-SAID:])


def named(candidate: Candidate, kind: str) -> bool:
    """Whether the words before it or over it name the kind among others."""
    pattern = dict(_PATTERNS)[kind]
    return bool(pattern.search(candidate.left[-SAID:]) or pattern.search(candidate.above[-SAID:]))


@lru_cache(maxsize=4096)
def _kind(text: str) -> str | None:
    return next((kind for kind, pattern in _PATTERNS if pattern.search(text)), None)
