"""Accounts that are no IBAN: a bank's code with the number of the account, and addresses that can be paid to."""

import re
from collections.abc import Iterator, Sequence

from payables.extraction.fields.passages import Passage
from payables.extraction.model import BankDetail
from payables.extraction.page.language import plain

REACH = 90  # characters behind a bank's code in which the account's number may stand
LEAST = 5  # figures of an account
_D = r"[ ./-]?"
_CODES = re.compile(
    rf"\bsort\s*code\D{{0,8}}(\d\d{_D}\d\d{_D}\d\d)(?!\d)"
    r"|\b(?:sort|s/c)\W{0,3}(\d\d-\d\d-\d\d)(?!\d)"
    rf"|\b(?:blz|bankleitzahl)\D{{0,6}}(\d{{3}}{_D}\d{{3}}{_D}\d\d)(?!\d)"
    r"|\b(?:aba|routing|transit|rtn)\b\D{0,16}(\d{9})(?!\d)"
    rf"|\bbsb\b\D{{0,6}}(\d{{3}}{_D}\d{{3}})(?!\d)"
    r"|\bcode (?:de )?banque\D{0,6}(\d{5})(?!\d)"
    r"|\bbanque\D{0,3}(\d{5})(?=\D{1,20}guichet)"
    r"|\babi\b\D{0,4}(\d{5})(?!\d)"
)
_NUMBER = r"[^\w]{0,4}(\d(?:[ ./-]{0,2}\d){4,19})(?!\d)"
_LABEL = re.compile(
    r"(?:account|acct|a/c|konto|kto|compte|cuenta|rekening|c/c)[a-z]{0,10}(?:[^\w]{0,3}(?:number|nummer|no|nr|numero|n))?"
    + _NUMBER
)
_DIRECT = re.compile(r"^\)?" + _NUMBER)
# Words that name an account at a bank, and none that a customer has with the vendor.
_BARE = re.compile(
    r"\b(?:bank account|bankkonto|bank-?konto|kontonummer|konto-?nr|kto|numero de compte|compte bancaire|cuenta bancaria"
    r"|numero de cuenta|conto corrente|bankrekening|rekeningnummer|(?:pay|remit|transfer)[a-z ]{0,30} account)"
    r"[a-z]{0,8}(?:[^\w]{0,3}(?:number|nummer|no|nr|numero|n))?" + _NUMBER
)
_ADDRESS = re.compile(
    r"\b(?:paypal|zelle|venmo|wise|revolut|skrill|payoneer)\b[^@]{0,40}?([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})"
)
_LINK = re.compile(r"\bpaypal\.me/[\w.-]{1,40}")


def account_numbers(passages: Sequence[Passage]) -> Iterator[BankDetail]:
    """`number` with its bank's code, `bare_number` without one, `address` for a mail address or link to pay to.

    The value is the figures of code and account divided by a blank.
    """
    rows = {passage.order: plain(passage.row.text) for passage in passages}
    for passage in passages:
        text = plain(passage.text)
        yield from _with_code(text, passage.first, rows.get(passage.order - 1, ""))
        yield from (BankDetail("bare_number", _figures(m[1])) for m in _within(_BARE, text, passage.first))
        yield from (BankDetail("address", m[1]) for m in _within(_ADDRESS, text, passage.first))
        yield from (BankDetail("address", m[0]) for m in _within(_LINK, text, passage.first))


def _with_code(text: str, first: int, over: str) -> Iterator[BankDetail]:
    for match in _within(_CODES, text, first):
        code = _figures(next(filter(None, match.groups())))
        behind, before = text[match.end() : match.end() + REACH], f"{over} {text[: match.start()]}"[-REACH:]
        named = _DIRECT.search(behind) or _LABEL.search(behind) or next(iter([*_LABEL.finditer(before)][::-1]), None)
        yield BankDetail("number", f"{code} {_figures(named[1])}" if named else code)


def _within(pattern: re.Pattern[str], text: str, first: int) -> Iterator[re.Match[str]]:
    """Those that begin in the first row of a passage."""
    return (match for match in pattern.finditer(text) if match.start() < first)


def _figures(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
