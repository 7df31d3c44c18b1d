"""Words that announce another account than before, in English, German, French, Spanish, Italian and Dutch."""

import re
from collections.abc import Iterator

from payables.extraction.fields.passages import squeezed
from payables.extraction.model import BankDetail
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain
from payables.kit.look_alikes import as_typed

NEAR = 4  # rows behind the words in which the account may stand
_EN = (
    r"(?:bank(?:ing)?(?: account)? (?:details|information|data|instructions|account)|account details|bank account"
    r"|payment (?:details|instructions)|remittance (?:details|information|instructions|address)|iban)"
)
_DE = r"(?:bankverbindung(?:en)?|bankdaten|kontoverbindung|kontodaten|kontonummer|bankkonto|konto|iban)"
_FR = r"(?:coordonnees bancaires|comptes? bancaires?|domiciliation bancaire|rib|iban)"
_ES = r"(?:datos bancarios|cuenta bancaria|numero de cuenta|iban)"
_IT = r"(?:coordinate bancarie|dati bancari|conto (?:corrente|bancario)|iban)"
_NL = r"(?:bankgegevens|bankrekening(?:nummer)?|rekeningnummer|iban)"
_NEW_DE = r"(?:neue[nrsm]?|ge(?:a|ae)nderte[nrsm]?|aktualisierte[nrsm]?)"
_ANNOUNCED = re.compile(
    r"\b(?:"
    + "|".join(
        (
            rf"(?:new|changed|updated|revised|amended) (?:\w+ )?{_EN}",
            r"our new (?:bank )?account",
            rf"{_EN}(?: \w+)? (?:have|has)(?: been| now| recently){{0,2}} (?:changed|updated|amended|moved)",
            rf"change (?:of|to|in) (?:our |the )?{_EN}",
            rf"changed (?:our )?(?:{_EN}|banks?\b)",
            rf"{_NEW_DE} (?:\w+ )?{_DE}",
            rf"{_DE}(?: (?!nicht)\w+)? (?:hat|haben) sich(?: (?!nicht)\w+){{0,2}} ge(?:a|ae)ndert",
            rf"{_DE}(?: wurde)? ge(?:a|ae)ndert",
            rf"(?:anderung|aenderung|wechsel) (?:unserer |der |unseres )?{_DE}",
            r"bankwechsel",
            r"(?:moved|changed|switched) (?:to (?:a |our )?(?:new |another )?|our )bank\b",
            r"bank(?:verbindung)? gewechselt",
            r"change de banque",
            r"cambiado de (?:banco|cuenta)",
            r"cambiato (?:la )?banca",
            r"veranderd van bank",
            rf"nouve(?:lles?|aux?|l) {_FR}",
            r"nouveau compte",
            rf"(?:changement|modification) (?:de |des |du |d.)(?:nos |notre )?(?:{_FR}|banque|compte)",
            rf"{_FR} (?:ont|a) (?:ete )?(?:change|modifie|mis a jour)",
            rf"nuev[oa]s? (?:{_ES}|cuenta\b)",
            rf"cambio de (?:(?:nuestr[oa]s? )?{_ES}|cuenta|banco)",
            rf"{_ES} (?:han|ha) (?:sido )?(?:cambiado|modificado|actualizado)",
            rf"nuov[eoi] (?:{_IT}|conto\b)",
            rf"(?:cambio|variazione|modifica) (?:delle |dei |di |del |dell.)?(?:nostr[eoi] )?(?:{_IT}|banca)",
            rf"{_IT} (?:sono|e) (?:state? |stato )?(?:cambiat|variat|modificat|aggiornat)",
            rf"(?:nieuwe?|gewijzigde?|veranderde?) {_NL}",
            rf"wijziging (?:van )?(?:onze |ons )?{_NL}",
            rf"{_NL} (?:is|zijn)(?: \w+)? (?:gewijzigd|veranderd)",
        )
    )
    + r")"
)
# Vendors who warn of fraud print that they never do.
_DENIED = re.compile(r"\b(?:not|never|nicht|nie|niemals|keine|jamais|nunca|mai|nooit|geen)\b")


def changed_accounts(document: Document) -> Iterator[BankDetail]:
    """`change`, or `denied_change` where it is said that there will be none; `near` is what stands beside and under it, as
    capital letters and figures."""
    rows = document.rows
    for order, row in enumerate(rows):
        here = plain(as_typed(row.text))
        text = " ".join([here, *(plain(as_typed(other.text)) for other in rows[order + 1 : order + 2])])
        for found in _ANNOUNCED.finditer(text):
            if found.start() >= len(here):
                break
            before = (
                " ".join(plain(other.text) for other in rows[max(0, order - 1) : order]) + " " + here[: found.start()]
            )
            denied = _DENIED.search(re.split(r"[.!?:]", before)[-1])
            near = squeezed(as_typed(" ".join(other.text for other in rows[order : order + 1 + NEAR])))
            yield BankDetail("denied_change" if denied else "change", found[0], near)
