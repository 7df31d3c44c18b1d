"""Every account that a document names: whoever wants to be paid elsewhere prints the known one too. What all who ask are told:
which vendor it is, whether bank details contradict, whether a file joins another's invoice."""

import re
from collections.abc import Iterator

from payables.extraction.fields.passages import squeezed
from payables.extraction.model import BankDetail, Choice, Reading
from payables.kit.iban import is_iban

# Right before an account that is to be debited. In plain letters, without marks. Not the words by which rankers tell a debtor's
# account (fields/iban.py, ranking/shapes.py): those are features of what they have learned.
_DEBITED = re.compile(
    r"\b(?:(?:von|vom) (?:ihrem|deinem) (?:bank)?konto|from your (?:bank )?account|(?:de|sur) votre compte(?: bancaire)?"
    r"|(?:dal|sul) (?:suo|vostro) conto|(?:de|en) su cuenta|van uw rekening)(?: (?:mit|with|der|iban|nr|no))*$"
)


def accounts_of(reading: Reading) -> list[str]:
    """The account to pay to, then every other that the page, its XML (also in a note) or its payment codes name; each once, as
    capital letters and figures.

    A print whose check digits are wrong is one only where it was chosen (for others see `details_of`), and none is that is
    said to be debited (`debited_of`).
    """
    chosen = reading.fields.get("vendor_iban")
    asked = [_paid_in_xml(reading), (choice.value for choice in _printed(reading) if not _is_debited(choice))]
    others = [account for accounts in asked for text in accounts if is_iban(account := squeezed(text))]
    return list(dict.fromkeys(filter(None, [squeezed(chosen.value) if chosen else "", *others])))


def debited_of(reading: Reading) -> list[str]:
    """Accounts from which the paper says that it will be paid, and that it names in no other way: whose they are only the
    reader knows."""
    named = set(accounts_of(reading))
    debited = (squeezed(choice.value) for choice in _printed(reading) if _is_debited(choice))
    return list(dict.fromkeys(account for account in debited if is_iban(account) and account not in named))


def details_of(reading: Reading) -> list[BankDetail]:
    """What the document says of accounts that are no IBAN, or none whose check digits are right."""
    others = (text for text in _paid_in_xml(reading) if not is_iban(squeezed(text)))
    return [*(BankDetail("number", squeezed(text)) for text in others), *reading.bank_details]


def _paid_in_xml(reading: Reading) -> Iterator[str]:
    for payment in reading.einvoice.payments if reading.einvoice else []:
        if payment.account:
            yield payment.account


def _printed(reading: Reading) -> list[Choice]:
    return reading.candidates.get("vendor_iban", [])


def _is_debited(choice: Choice) -> bool:
    return bool(_DEBITED.search(re.sub(r"[^a-z]+", " ", choice.left.lower()).strip()))
