"""Words that announce another account than before, in English, German, French, Spanish, Italian and Dutch."""

import re
from collections.abc import Iterator, Sequence

from payables.extraction.fields.passages import squeezed
from payables.extraction.model import BankDetail
from payables.extraction.page.language import plain
from payables.extraction.page.rows import Row
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
_OLD = r"(?:old|previous|former|earlier)"
_NOW_EN = r"(?:is|are) (?:now|from now on|henceforth)"
# Announcements begin with one of these.
_ANY = re.compile(
    r"\b(?:new|chang|updat|revis|amend|bank|account|payment|remittance|iban|moved|switched|kont|aktualis|rib\b|compte|coordonnees|domicil"
    r"|datos|numero|cuenta|nuev|cambi|coordinate|dati|conto|nuov|variaz|modific|nieuw|gewijzigd|verander|wijziging|rekening|neue"
    r"|geander|geaend|anderung|aenderung|wechsel|banque|nouve|banc[oa]|haus|alte|bisher|ab (?:sofort|jetzt)|kunftig"
    r"|zukunftig|nur noch|we (?:now|have)|no longer|do not|don.t|stop|disregard|ignore|old|previous|former|all |future|from now"
    r"|desormais|dorenavant|a l|a partir|en adelante|d.ora|da ora|in futuro|voortaan|vanaf|our )"
)
_ANNOUNCED = re.compile(
    r"\b(?:"
    + "|".join(
        (
            rf"(?:new|changed|updated|revised|amended) (?:\w+ )?{_EN}",
            r"our new (?:bank )?account",
            r"our new bank\b",
            rf"{_EN}(?: \w+)? (?:have|has)(?: been| now| recently){{0,2}} (?:changed|updated|amended|moved|closed)",
            rf"(?:our )?(?:bank|bankers|{_EN}) {_NOW_EN}",
            r"we (?:now|have begun to) bank with",
            rf"(?:no longer|do not|don.t|stop) (?:use|using|pay(?:ing)?)(?: \w+){{0,3}} {_OLD} (?:bank )?(?:{_EN}|account)",
            rf"(?:disregard|ignore)(?: \w+){{0,3}} {_OLD} {_EN}",
            rf"{_OLD} (?:bank )?account(?: \w+){{0,3}} (?:closed|no longer)",
            r"future payments(?: \w+){0,8} account\b",
            r"from now on(?: \w+){0,5} account",
            rf"update (?:your records|our {_EN}|your (?:bank|payment) records)",
            rf"change (?:of|to|in) (?:our |the )?{_EN}",
            r"change of bank\b",
            rf"changed (?:our )?(?:{_EN}|banks?\b)",
            rf"{_NEW_DE} (?:\w+ )?{_DE}",
            r"neue (?:haus)?bank\b",
            rf"{_DE}(?: (?!nicht)\w+)? (?:hat|haben) sich(?: (?!nicht)\w+){{0,2}} ge(?:a|ae)ndert",
            rf"{_DE}(?: wurde)? ge(?:a|ae)ndert",
            rf"{_DE} lautet (?:jetzt|nun|ab|kunftig)",
            r"(?:haus)?bank ist (?:jetzt|nun|ab|kunftig)",
            r"(?:ab sofort|ab jetzt|kunftig|zukunftig|nur noch)(?: \w+){0,6} (?:konto|bankverbindung|iban)\b",
            rf"(?:alte[sn]?|bisherige[sn]?) {_DE}(?: \w+){{0,3}} (?:geschlossen|aufgelost|nicht mehr|ungultig)",
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
            r"nouvelle banque",
            r"banque est (?:desormais|maintenant|dorenavant)",
            r"(?:desormais|dorenavant|a l.avenir)(?: \w+){0,6} (?:compte|rib|iban)\b",
            rf"(?:changement|modification) (?:de |des |du |d.)(?:nos |notre )?(?:{_FR}|banque|compte)",
            rf"{_FR} (?:ont|a) (?:ete )?(?:change|modifie|mis a jour)",
            rf"nuev[oa]s? (?:{_ES}|cuenta\b|banco\b)",
            r"banco (?:es ahora|ahora es)",
            r"(?:a partir de ahora|en adelante)(?:,? \w+){0,6} cuenta\b",
            rf"cambio de (?:(?:nuestr[oa]s? )?{_ES}|cuenta|banco)",
            rf"{_ES} (?:han|ha) (?:sido )?(?:cambiado|modificado|actualizado)",
            rf"nuov[aeoi] (?:{_IT}|conto\b|banca\b)",
            r"banca (?:e ora|ora e|e adesso)",
            r"(?:d.ora in poi|da ora in poi|in futuro)(?:,? \w+){0,6} conto\b",
            rf"(?:cambio|variazione|modifica) (?:delle |dei |di |del |dell.)?(?:nostr[eoi] )?(?:{_IT}|banca)",
            rf"{_IT} (?:sono|e) (?:state? |stato )?(?:cambiat|variat|modificat|aggiornat)",
            rf"(?:nieuwe?|gewijzigde?|veranderde?) (?:{_NL}|bank\b)",
            r"bank is (?:nu|voortaan|vanaf)",
            r"(?:voortaan|vanaf nu)(?: \w+){0,6} (?:rekening|rekeningnummer|bankrekening|iban)\b",
            rf"wijziging (?:van )?(?:onze |ons )?{_NL}",
            rf"{_NL} (?:is|zijn)(?: \w+)? (?:gewijzigd|veranderd)",
        )
    )
    + r")"
)
# Vendors who warn of fraud print that they never do.
_DENIED = re.compile(r"\b(?:not|never|nicht|nie|niemals|keine|jamais|nunca|mai|nooit|geen)\b")


def changed_accounts(rows: Sequence[Row]) -> Iterator[BankDetail]:
    """`change`, or `denied_change` where it is said that there will be none; `near` is what stands beside and under it, as
    capital letters and figures."""
    texts = [plain(as_typed(row.text)) for row in rows]
    for order, here in enumerate(texts):
        text = " ".join(texts[order : order + 2])
        for found in _ANNOUNCED.finditer(text) if _ANY.search(here) else ():
            if found.start() >= len(here):
                break
            before = " ".join([*texts[max(0, order - 1) : order], here[: found.start()]])
            denied = _DENIED.search(re.split(r"[.!?:]", before)[-1])
            near = squeezed(as_typed(" ".join(row.text for row in rows[order : order + 1 + NEAR])))
            yield BankDetail("denied_change" if denied else "change", found[0], near)
