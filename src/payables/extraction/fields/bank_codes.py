"""How banks are named by a code where an account has no IBAN, country by country; texts are plain ones, as plain() makes them."""

import re

NEAR = 120  # characters around a BIC in which something about accounts may stand
_D = r"[ ./-]?"
_IS = r"[^\w]{0,4}(?:(?:no|nr|number|nummer|code|is|ist)[^\w]{0,4}){0,2}"
_DAY, _MONTH = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])"
_DATE = rf"(?:{_DAY}-{_MONTH}-|{_MONTH}-{_DAY}-|\d\d-{_MONTH}-{_DAY})"
# Enough in itself: nothing else is called so.
CODES = re.compile(
    rf"\bsort\s*code\D{{0,8}}(\d\d{_D}\d\d{_D}\d\d)(?!\d)"
    r"|\b(?:sort|s/c)\W{0,3}(\d\d-\d\d-\d\d)(?!\d)"
    rf"|\b(?:blz|bankleitzahl)\D{{0,6}}(\d{{3}}{_D}\d{{3}}{_D}\d\d)(?!\d)"
    r"|\b(?:aba|routing|transit|rtn)\b\D{0,16}(\d{9})(?!\d)"
    rf"|\bach\b{_IS}(\d{{9}})(?!\d)"
    rf"|\bbsb\b\D{{0,6}}(\d{{3}}{_D}\d{{3}})(?!\d)"
    r"|\bcode (?:de )?banque\D{0,6}(\d{5})(?!\d)"
    r"|\bbanque\D{0,3}(\d{5})(?=\D{1,20}guichet)"
    r"|\babi\b\D{0,4}(\d{5})(?!\d)"
    rf"|\bifsc?\b{_IS}([a-z]{{4}}[0o][a-z0-9]{{6}})\b"
    rf"|\bcnaps\b{_IS}(\d{{12}})(?!\d)"
)
# Words that have other meanings too: they name a bank where an account stands beside them.
CODES_OF_ACCOUNTS = re.compile(
    rf"\bbank ?code{_IS}(\d{{3}}{_D}\d{{3}}{_D}\d\d|\d{{3,8}})(?!\d)"
    rf"|\bbranch{_IS}(\d{{3,6}})(?!\d)"
    rf"|\bclearing[a-z]{{0,10}}{_IS}(\d{{3,5}})(?!\d)"
    r"|\btransit\b\D{0,12}(\d{5})(?!\d)"
    r"|\binstitution\b\D{0,12}(\d{3})(?!\d)"
    rf"|\breg\b{_IS}(\d{{4}})(?!\d)"
    rf"|\bagencia\b{_IS}(\d{{4}})(?!\d)"
    rf"|(?<![\d/.-])(?!{_DATE})(\d\d-\d\d-\d\d)(?=[ ,/]{{1,3}}\d{{8}}(?!\d))"
)
# An account that has its bank within it, or a number at a clearing house.
WHOLE = re.compile(
    rf"\bclabe\b{_IS}(\d(?:{_D}\d){{17}})(?!\d)"
    rf"|\b(?:cbu|cvu)\b{_IS}(\d(?:{_D}\d){{21}})(?!\d)"
    rf"|\bcci\b{_IS}(\d(?:{_D}\d){{19}})(?!\d)"
    rf"|\bnuban\b{_IS}(\d{{10}})(?!\d)"
    r"|\bbank ?giro[a-z]{0,6}[^\w]{0,4}(?:(?:no|nr)[^\w]{0,4})?(\d{3,4}[ -]?\d{4})(?!\d)"
    r"|\bbg\b[^\w]{0,4}(\d{3,4}-\d{4})(?!\d)"
    r"|\b(?:plus|post) ?giro[a-z]{0,6}[^\w]{0,4}(?:(?:no|nr)[^\w]{0,4})?(\d(?: ?\d){1,7} ?-? ?\d)(?!\d)"
    r"|\bpg\b[^\w]{0,4}(\d(?: ?\d){1,6}-\d)(?!\d)"
    r"|\b(?:pc|ccp|post-?konto|postcheck[a-z]{0,8}|konto)[^\w]{0,4}(\d\d-\d{3,6}-\d)(?!\d)"
    r"|\b(?:rachun[a-z]{1,5}|konto|nrb)\b[^\d]{0,20}(\d\d(?: ?\d{4}){6})(?!\d)"
)
# In print as it stands, with labels in any letters: whose bank, of which country, at which place, which branch.
_BIC = re.compile(
    r"\b(?i:swift|bic)\b(?P<told>(?:[^A-Za-z0-9]{0,4}(?i:code|address|adresse|no|nr|number|bic|swift|is)\b){0,4})[^A-Za-z0-9]{0,4}"
    r"(?P<code>[A-Za-z]{4} ?[A-Za-z]{2} ?[A-Za-z0-9]{2}(?: ?[A-Za-z0-9]{3})?)(?![A-Za-z0-9])"
)
_SURROUNDED = re.compile(
    r"account|a/c|acct|\bbank|iban|\bpay|transfer|wire|konto|zahl|compte|cuenta|conto|rekening|benefici"
)
# Of ISO 3166, and Kosovo.
_COUNTRIES = """
    AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG
    CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI
    GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA
    LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO
    NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST
    SV SX SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""


def bics_in(text: str) -> list[tuple[int, int, str]]:
    """Where each BIC behind its label begins and ends, and it as capital letters and figures. A company may be called Swift:
    letters alone count where they are capitals and something about accounts stands beside them, or the label ends in a colon
    or a word for a code."""
    return [(m.start(), m.end(), _squeezed(m["code"])) for m in _BIC.finditer(text) if _is_bic(text, m)]


def _is_bic(text: str, match: re.Match[str]) -> bool:
    printed, behind = match["code"], text[match.end() : match.end() + 1]
    if _squeezed(printed)[4:6] not in _COUNTRIES or behind == ":" or not (printed.isupper() or printed.islower()):
        return False
    labelled = bool(match["told"]) or ":" in text[match.start() : match.start("code")]
    surrounded = any(c.isdigit() for c in printed) or bool(_SURROUNDED.search(_around(text, match)))
    return surrounded and labelled if printed.islower() else surrounded or labelled


def _squeezed(printed: str) -> str:
    return printed.replace(" ", "").upper()


def _around(text: str, match: re.Match[str]) -> str:
    before, behind = text[max(0, match.start() - NEAR) : match.start()], text[match.end() : match.end() + NEAR]
    return f"{before} {behind}".lower()
