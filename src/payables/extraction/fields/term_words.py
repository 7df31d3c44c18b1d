"""Payment terms in words (en, de, fr, es, it, nl) to what they mean. Texts are plain: lower case, no accents.

Ruling where usage differs: "30 jours fin de mois", "30 giorni fine mese", "30 dias fin de mes", "30 dagen einde maand" are
thirty days and on to the end of that month; "EOM 30" and "30 days end of month" are thirty days from the end of the
invoice's month.
"""

import re

from payables.extraction.model import EarlyDiscount, Terms

MOST_DAYS = 365
LONGEST = 1000  # characters in which terms are looked for
_DAY = r"(?:days?|tagen?|tage|jours?|j\b|dias?|giorni|gg\b\.?|dagen|dgn?\b)"
_WITHIN = r"(?:within|in|innerhalb|inner halb|binnen|sous|dans|en|entro|a|op)\s(?:von |de |los |of )?"
_PERCENT = r"(?P<percent>\d{1,2}(?:[.,]\d{1,2})?)\s?%"
_EARLY = r"(?:skonto|discount|cash disc\w*|escompte|descuento|sconto|korting|abzug|pronto pago|remise)"
_DISCOUNTS = tuple(
    re.compile(pattern)
    for pattern in (
        # 2% 10 net 30 - 2/10, n/30
        r"(?P<percent>\d{1,2}(?:[.,]\d{1,2})?)\s?%?\s?/\s?(?P<days>\d{1,3})(?=\D{0,4}\bn(?:et|/|\s?\d))",
        r"(?P<percent>\d{1,2}(?:[.,]\d{1,2})?)\s?%,?\s?(?P<days>\d{1,3})(?: days)?(?=[,;]?\s?n(?:et)?\b)",
        rf"{_PERCENT}.{{0,30}}?(?:{_EARLY}.{{0,50}}?)?{_WITHIN}(?P<days>\d{{1,3}})\s?{_DAY}(?:.{{0,12}}?{_EARLY})?",
        rf"{_WITHIN}(?P<days>\d{{1,3}})\s?{_DAY}.{{0,40}}?{_PERCENT}\s?{_EARLY}",
        rf"(?P<days>\d{{1,3}})\s?{_DAY}\s?.{{0,12}}?{_PERCENT}(?:\s?{_EARLY})?",
    )
)
_NET = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?:net|n)\s?[-/.]?\s?(?P<days>\d{1,3})\b(?!\s?%|[.,]\d)",
        rf"{_WITHIN}(?:\w+ )?\(?(?P<days>\d{{1,3}})\)?\s?(?:\w+ )?{_DAY}",
        rf"(?<![\d.,])(?P<days>\d{{1,3}})\s?{_DAY}",
    )
)
_AT_ONCE = re.compile(
    r"\b(?:due|payable|payment)?\s?(?:on|upon|at) (?:receipt|presentation)\b|\bdue immediately\b|\bpayable immediately\b"
    r"|\bcash on delivery\b"
    r"|\bsofort (?:fallig|zahlbar|ohne abzug|nach erhalt|netto)|\b(?:zahlbar|fallig)(?: \w+){0,2} sofort\b"
    r"|^(?:zahlungs\w+|terms)\W+sofort\b"
    r"|\ba reception\b|\b(?:paiement |au )?comptant\b|\b(?:paiement )?immediat\b|\bal contado\b|\ba la vista\b"
    r"|\bpago inmediato\b|\brimessa diretta\b|\ba vista\b|\bvista fattura\b|\bper direct\b|\bcontant\b|\bdirect te voldoen\b"
)
_TO_MONTH_END = re.compile(
    r"\bfin (?:de|du|del) (?:mois|mes)\b|\bfdm\b|\bfine mese\b|\bf\.?\s?m\b\.?|\beinde (?:van de )?maand\b|\bzum monatsende\b"
)
_AFTER_MONTH_END = re.compile(
    r"\beom\b|\b(?:end of|following) (?:the )?month\b|\bmonth end\b|\bfin de mois\s?\+?\s?\d|\bnach monatsende\b|\bab monatsende\b"
)
_ABOUT_PAYING = re.compile(
    r"\b(?:pay\w*|paid|due|net|terms?|zahl\w*|zahlbar|fallig\w*|uberweis\w*|begleich\w*|rechnungserhalt|skonto|paie\w*|regl\w*"
    r"|payable|echeance|pag\w*|abon\w*|vencimiento|condiciones|pagamento|scadenza|fattura|betal\w*|termijn|voldoen|netto|comptant"
    r"|jours|reception|contado|rimessa|d\.?f\b\.?|n/\d)"
)
# What has its days too: returns, complaints, interest, deliveries, notices.
_ABOUT_OTHERS = re.compile(
    r"\b(?:return\w*|exchang\w*|refund\w*|complain\w*|claims?|dispute\w*|notice|cancel\w*|warrant\w*|guarant\w*|deliver\w*|ship\w*"
    r"|interest|late|overdue|from the due date|past due|umtausch\w*|ruckgabe|reklam\w*|widerspr\w*|widerruf\w*|kundig\w*|verzug\w*"
    r"|mangel\w*|liefer(?:zeit|ung|frist)\w*|gewahr\w*leist\w*|retour\w*|retard|penalit\w*|livr\w*|reclam\w*|devoluc\w*|entreg\w*"
    r"|garant\w*|interess\w*|mora|reso|consegn\w*|rente|retour|leverin\w*|exhibition|receives? no)\b"
)
# A part that is paid in advance is no discount.
_IN_ADVANCE = re.compile(
    r"\d{1,3}\s?%\s?(?:\w+ )?(?:d'|de |di |of )?(?:acompte|advance|anzahlung|vorkasse|deposit|anticipo|acconto|aanbetaling)"
)
_SENTENCE = re.compile(r"(?<=[a-z]{3})[.;]\s+|(?<=\d)\.\s+(?=[a-z]{4})")


def understood(text: str) -> Terms | None:
    """None for text that speaks of other things than paying, or states no days."""
    sentences = map(_understood, _SENTENCE.split(_IN_ADVANCE.sub(" ", text[:LONGEST])))
    stated = [terms for terms in sentences if terms]
    if not stated:
        return None
    net = next((terms for terms in stated if terms.days is not None), stated[0])
    return Terms(net.days, net.counted, [discount for terms in stated for discount in terms.discounts])


def _understood(text: str) -> Terms | None:
    if not _ABOUT_PAYING.search(text) or _ABOUT_OTHERS.search(text):
        return None
    discounts, rest = _discounts(text)
    days = _days(rest)
    if days is None and not discounts:
        return None
    return Terms(days, _counted(rest) if days is not None else "after_invoice", discounts)


def _discounts(text: str) -> tuple[list[EarlyDiscount], str]:
    """They and the text without them, so that their days are not taken for the net's."""
    found: list[EarlyDiscount] = []
    for pattern in _DISCOUNTS:
        while match := pattern.search(text):
            if int(match["days"]) <= MOST_DAYS:
                found.append(EarlyDiscount(match["percent"].replace(",", "."), int(match["days"])))
            text = text[: match.start()] + " ; " + text[match.end() :]
    return sorted(found, key=lambda one: one.days), text


def _days(text: str) -> int | None:
    for pattern in _NET:
        if (match := pattern.search(text)) and int(match["days"]) <= MOST_DAYS:
            return int(match["days"])
    if _AT_ONCE.search(text) or _TO_MONTH_END.search(text) or re.search(r"\beom\b", text):
        return 0
    return None


def _counted(text: str) -> str:
    if _AFTER_MONTH_END.search(text):
        return "after_month_end"
    return "to_month_end" if _TO_MONTH_END.search(text) else "after_invoice"
