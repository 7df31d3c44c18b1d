"""Accounts that are no IBAN: a bank's code with the number of the account, a number that words name as one to pay to, and
addresses that can be paid to."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from payables.extraction.fields.bank_codes import CODES, CODES_OF_ACCOUNTS, WHOLE, bics_in
from payables.extraction.fields.passages import Passage, beside
from payables.extraction.fields.pay_addresses import pay_addresses
from payables.extraction.model import BankDetail
from payables.extraction.page.language import plain
from payables.extraction.page.rows import Row
from payables.kit.look_alikes import as_typed

REACH = 90  # characters behind a bank's code in which the account's number may stand
AROUND = 2  # rows over and under a number in which a bank may be named
# Everything below begins with one of these: rows without any need no closer look.
_ANY = re.compile(
    r"(?<![a-z0-9])(?:sort|s/c|blz|bankleit|aba\b|routing|transit|rtn|bsb|banque|abi\b|ifs|cnaps|bank|branch|clearing|institution"
    r"|reg\b|agencia|clabe|cbu|cvu|cci\b|nuban|giro|plus|post|bg\b|pg\b|pc\b|ccp|rachun|nrb|swift|bic\b|acc|a/c|ac\b|konto|kto"
    r"|geschaftsk|firmenk|compte|cuenta|cta\b|conta|conto|rekening|c/c|benefi|payee|transferwise|e-transfer|interac|pix\b|cash"
    r"|paypal|zelle|venmo|wise|revolut|skrill|neteller|payoneer|monzo|stripe|checkout|gocardless|sumup|mollie|adyen|square|tikkie"
    r"|betaalverz|lydia|satispay|razorpay|rzp|mpago|bunq|google|upi\b|vpa\b|bhim|gpay|phonepe|paytm|swish|mobile|vipps|bizum|twint"
    r"|m-?pesa|paybill|payid|paynow|promptpay|gcash|alipay|wechat|bc1|ltc1|addr1|0x|t[1-9a-z]{33}\b|[1-9a-z]{25}"
    r"|(?:pay|remit|transfer)[a-z ]{0,30} account|ach\b|\d\d-\d\d-\d\d[ ,/]{1,3}\d{8})"
)
_CURRENCY = (
    r"(?:[^\w]{0,3}(?:usd|eur|gbp|chf|cad|aud|hkd|sgd|jpy|cny|rmb|inr|mxn|sek|nok|dkk|pln|czk|huf|aed|nzd|zar|try))?"
)
_NO = r"(?:[^\w]{0,3}(?:number|nummer|num|no|nr|numero|n|details|is|ist))?"
_DIGITS = r"(\d(?:[ ./-]{0,2}\d){4,19})(?!\d)"
_NUMBER = rf"[^\w]{{0,4}}{_DIGITS}"
_LABEL = re.compile(
    r"(?:account|acct|\bacc|a/c|konto|kto|compte|cuenta|\bconta|rekening|c/c)[a-z]{0,10}(?:[^\w]{0,3}(?:number|nummer|no|nr|numero|n))?"
    + _NUMBER
)
_DIRECT = re.compile(r"^\)?" + _NUMBER)
# Words that name an account at a bank, and none that a customer has with the vendor.
_BARE = re.compile(
    r"\b(?:bank account|bankkonto|bank-?konto|kontonummer|konto-?nr|kto|numero de compte|compte bancaire|cuenta bancaria"
    r"|numero de cuenta|conto corrente|bankrekening|rekeningnummer|(?:pay|remit|transfer)[a-z ]{0,30} account)"
    r"[a-z]{0,8}(?:[^\w]{0,3}(?:number|nummer|no|nr|numero|n))?" + _NUMBER
)
# May be the customer's number at the vendor: counts where a bank is named beside it.
_ANY_ACCOUNT = re.compile(
    r"(?<![a-z])(?:(?:account|acct|acc|ac|a/c|(?:bank|giro|geschafts|firmen)?-?konto(?:nummer|-?nr)?|kto|compte|cuenta|cta|conta"
    rf"|conto(?: corrente)?|c/c|(?:bank)?rekening(?:nummer)?)s?{_NO}{_NO}{_CURRENCY}{_NUMBER}"
    rf"|(?:beneficiary|payee)(?:'?s)?(?: bank)? (?:no|nr|number){_NUMBER})"
)
# The same with other words between, or the other way round.
_LONG = r"(?<![a-z0-9-])(\d(?:[ -]?\d){7,17})(?![\d-]|[.,]\d)"
_WORD = r"(?<![a-z])(?<!on )(?:account|acct|konto|compte|cuenta|conto|rekening)s?\b"
_AROUND_WORDS = re.compile(rf"{_WORD}(?P<between>[^\d]{{1,60}}?){_LONG}")
_BEFORE_WORD = re.compile(rf"{_LONG}(?P<between>[^\d]{{1,30}}?){_WORD}")
_OTHER_NUMBER = re.compile(
    r"\b(?:te?l|phone|telefoo?n|fax|call|mobil|vat|ust|tax|iva|tva|btw|compan|regist|hrb|siret|kvk|order|invoice|rechnung|fact|fattur"
    r"|ref|dat[eu]|customer|kunde|client|iban|manager|executive|query|queries|department|dept|since|contact|quote|balance|saldo)"
)
_OTHER_FIGURES = re.compile(r"\d{4}-\d\d-\d\d|\d\d-\d\d-\d{4}|0[1-9](?:[ -]?\d){8,9}")  # dates and phones
_CUSTOMERS = re.compile(
    r"(?:\byour|\bcustomer|\bcustomer'?s|\bclient|\bihr[a-z]{0,2}|\bvotre|\bsu|\bsuo|\bvostro|\buw|\bklant|\bkunden|\bdebitoren"
    r"|\bquot[a-z]{1,3}|\bcit[a-z]{1,3}|\bledger|\bsach|\bdebit[a-z]{0,3}(?: from)?|\bfrom)[^\w]*"
    r"(?:(?:own|bank|client|customer|the|this|current)[^\w]+)?$"
)
_BANK = re.compile(
    r"\bswift\b|\bbic\b|\biban\b|\bwir(?:e|ed|ing)\b|\bbenefici|\bbacs\b|\bchaps\b|\bach\b|\bbegunstigt|\buberweis|\bvirement"
    r"|\bvirer\b|\btransferencia|\bbonific|\bovermak|\boverboek|\bauf (?:\w+ ){0,2}konto"
    r"|\b(?:transfer[a-z]{0,4}|payments?|pay) (?:[\w.,]+ ){0,6}(?:to|into)\b"
    r"|\bzahl(?:en|ung|bar)[a-z]{0,3} (?:\w+ ){0,4}(?:auf|an)\b"
    r"|\bbank(?:ers)?\b(?! (?:transfer|holiday|charge|statement|giro credit))|\bbank ?(?:verbindung|name|details)"
    r"|[a-z]{3,}bank\b|sparkasse|\bkasse\b|\bbanc[oa]\b|\bbanque\b|\bcaixa|\bcaisse\b"
    r"|\bcredit (?:union|agricole|mutuel|lyonnais|suisse)|\bhsbc|\bchase\b|barclays|natwest|lloyds|santander|\bbbva\b|unicredit"
    r"|\bintesa|\bbnp\b|societe generale|\bubs\b|\bciti(?:group|bank)|wells fargo|jp ?morgan|\brevolut\b|payoneer|\bwise\b"
)
_POSTAL = re.compile(r"(\d\d)-(\d{3,6})-(\d)")
_DATE = re.compile(r"(?:\d{1,2}[./-]){2}\d{2,4}|\d{4}([./-])\d\d\1\d\d")


def account_numbers(passages: Sequence[Passage], rows: Sequence[Row]) -> Iterator[BankDetail]:
    """`number` with its bank's code or beside a bank's name, `bare_number` without, `bank` for a BIC, `address` for whatever
    else can be paid to; `rows` are the document's.

    The value is the figures of code and account divided by a blank.
    """
    of_interest = [bool(_ANY.search(plain(as_typed(row.text)))) for row in rows]
    for passage in passages:
        if of_interest[passage.order]:
            yield from _told(passage, rows)


def _told(passage: Passage, rows: Sequence[Row]) -> Iterator[BankDetail]:
    text, first = plain(passage.text), passage.first
    over = plain(as_typed(rows[passage.order - 1].text)) if passage.order else ""
    yield from (BankDetail("bank", code) for begin, _, code in bics_in(passage.text) if begin < first)
    yield from _with_code(text, first, over)
    yield from (BankDetail("number", _figures(_taken(found))) for found in _within(WHOLE, text, first))
    yield from (BankDetail("number", number) for number in _beside_bank(passage, text, rows))
    yield from (BankDetail("number", number) for number in _in_words(text[:first]))
    yield from (BankDetail("bare_number", _figures(found[1])) for found in _within(_BARE, text, first))
    yield from (BankDetail("address", address) for address in pay_addresses(passage.text, text, first))


def _with_code(text: str, first: int, over: str) -> Iterator[BankDetail]:
    for pattern in (CODES, CODES_OF_ACCOUNTS):
        for match in _within(pattern, text, first):
            code, named = _code(_taken(match)), _account_of(text, match, over)
            if named or pattern is CODES:
                yield BankDetail("number", f"{code} {_figures(named)}" if named else code)


def _account_of(text: str, code: re.Match[str], over: str) -> str | None:
    behind, before = text[code.end() : code.end() + REACH], f"{over} {text[: code.start()]}"[-REACH:]
    named = _DIRECT.search(behind) or _LABEL.search(behind) or next(iter([*_LABEL.finditer(before)][::-1]), None)
    return named[1] if named else None


def _beside_bank(passage: Passage, text: str, rows: Sequence[Row]) -> Iterator[str]:
    """Figures of accounts in whose columns, two rows up and down, a bank or a transfer is named."""
    for found in _within(_ANY_ACCOUNT, text, passage.first):
        printed = _taken(found)
        phone = found[0].startswith("accounts") and _OTHER_FIGURES.fullmatch(printed)
        if phone or _DATE.fullmatch(printed) or _CUSTOMERS.search(text[: found.start()][-40:]):
            continue
        if _names_bank(beside(passage, found.start(), rows, AROUND)):
            yield _figures(printed)


@lru_cache(maxsize=256)
def _names_bank(text: str) -> bool:
    """One text stands beside many numbers."""
    return bool(_BANK.search(plain(text)))


def _in_words(text: str) -> Iterator[str]:
    """Figures that stand in a row with a word for an account and a bank's name."""
    for pattern in (_AROUND_WORDS, _BEFORE_WORD):
        for found in pattern.finditer(text):
            customers = _CUSTOMERS.search(text[: found.start()][-40:]) or _CUSTOMERS.search(found["between"])
            printed = found[1] if pattern is _BEFORE_WORD else found[2]
            other = customers or _OTHER_NUMBER.search(found["between"]) or _OTHER_FIGURES.fullmatch(printed)
            if not other and _names_bank(text):
                yield _figures(printed)


def _within(pattern: re.Pattern[str], text: str, first: int) -> Iterator[re.Match[str]]:
    """Those that begin in the first row of a passage."""
    return (match for match in pattern.finditer(text) if match.start() < first)


def _taken(match: re.Match[str]) -> str:
    return next(filter(None, match.groups()))


def _code(text: str) -> str:
    return "".join(c for c in text if c.isalnum()).upper()


def _figures(text: str) -> str:
    """Of a Swiss postal account with the zeros that it has in an IBAN."""
    if postal := _POSTAL.fullmatch(text):
        return f"{postal[1]}{postal[2]:0>6}{postal[3]}"
    return "".join(c for c in text if c.isdigit())
