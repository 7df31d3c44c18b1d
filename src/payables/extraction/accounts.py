"""Every account that a document names: whoever wants to be paid elsewhere prints the known one too."""

import re
from collections.abc import Iterator

from payables.extraction.fields.candidates.tax_ids import iban_is_valid
from payables.extraction.model import Choice, Reading

# Right before an account that is to be debited: nobody is asked to pay to it. In plain letters, without marks.
_DEBITED = re.compile(
    r"\b(?:(?:von|vom) (?:ihrem|deinem) (?:bank)?konto|from your (?:bank )?account|(?:de|sur) votre compte(?: bancaire)?"
    r"|(?:dal|sul) (?:suo|vostro) conto|(?:de|en) su cuenta|van uw rekening)(?: iban| nr| no)*$"
)


def accounts_of(reading: Reading) -> list[str]:
    """The account to pay to, then every other that the page, its XML or its payment codes name; each once, as capital letters
    and digits.

    A print whose check digits are wrong was misread, and counts only where it was chosen.
    """
    chosen = reading.fields.get("vendor_iban")
    return list(dict.fromkeys(filter(None, [_plain(chosen.value) if chosen else "", *_others(reading)])))


def _others(reading: Reading) -> Iterator[str]:
    for payment in reading.einvoice.payments if reading.einvoice else []:
        if iban_is_valid(account := _plain(payment.account or "")):
            yield account
    for choice in reading.candidates.get("vendor_iban", []):
        if iban_is_valid(account := _plain(choice.value)) and not _is_debited(choice):
            yield account


def _is_debited(choice: Choice) -> bool:
    return bool(_DEBITED.search(re.sub(r"[^a-z]+", " ", choice.left.lower()).strip()))


def _plain(text: str) -> str:
    return "".join(character for character in text.upper() if character.isalnum())
