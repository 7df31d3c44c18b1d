"""All accounts that stand on the pages, however they are written: one that is printed small, with dashes, or behind many
others is an account all the same."""

import re
from collections.abc import Iterator
from itertools import islice

from stdnum import iban

from payables.extraction.model import Choice, Reading
from payables.extraction.page.document import Document

MOST = 30
UNLIKELY = 0.05  # confidence of one that was no candidate
_LENGTHS = range(15, 35)
_WRITTEN = re.compile(r"(?<![A-Za-z0-9])(?=([A-Za-z]{2}[\W_]{0,2}\d{2}(?:[\W_]{0,2}[A-Za-z0-9]){11,30}))")


def weigh_every_account(reading: Reading, document: Document) -> None:
    """Puts those that the reading did not weigh behind those that it did."""
    weighed = reading.candidates.get("vendor_iban", [])
    known = {choice.value for choice in weighed}
    others = {account: Choice(account, UNLIKELY, page) for account, page in _accounts(document) if account not in known}
    if others:
        reading.candidates["vendor_iban"] = [*weighed, *islice(others.values(), MOST)]


def _accounts(document: Document) -> Iterator[tuple[str, int]]:
    for row in document.rows:
        for written in _WRITTEN.finditer(row.text):
            number = "".join(c for c in written[1].upper() if c.isalnum())
            account = next((number[:n] for n in _LENGTHS if n <= len(number) and _is_account(number[:n])), None)
            if account:
                yield account, row.page.number


def _is_account(number: str) -> bool:
    """By its country's form and its check digits."""
    return number.isascii() and iban.is_valid(number, check_country=False)
