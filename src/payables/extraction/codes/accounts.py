"""Accounts in a code's text, whatever its form: a link, a form of a country's own, or none that is known."""

import re
from collections.abc import Iterator

from payables.extraction.fields.passages import squeezed
from payables.kit.iban import is_iban, length_of_iban

_BEGIN = re.compile(r"(?=[A-Z]{2}\d\d)")


def accounts_in(text: str) -> list[str]:
    """IBANs whose form and check digits are right, each once."""
    return list(dict.fromkeys(filter(is_iban, _begun(squeezed(text)))))


def _begun(letters: str) -> Iterator[str]:
    for found in _BEGIN.finditer(letters):
        yield letters[found.start() :][: length_of_iban(letters[found.start() :]) or 0]
