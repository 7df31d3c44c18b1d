"""VAT ids of the EU, Switzerland, Norway and the United Kingdom by their form, and IBANs by their check digits."""

import re

from payables.extraction.fields.candidates.model import Candidate, matches
from payables.extraction.page.document import Document, once

_B = r"[\s.-]?"
_FORMS = {
    "AT": rf"U{_B}\d{{8}}",
    "BE": rf"[01]?{_B}\d{{3}}{_B}\d{{3}}{_B}\d{{3}}",
    "BG": r"\d{9,10}",
    "CHE": rf"-?\d{{3}}{_B}\d{{3}}{_B}\d{{3}}",
    "CY": r"\d{8}[A-Z]",
    "CZ": r"\d{8,10}",
    "DE": rf"\d{{3}}{_B}\d{{3}}{_B}\d{{3}}",
    "DK": rf"\d{{2}}{_B}\d{{2}}{_B}\d{{2}}{_B}\d{{2}}",
    "EE": r"\d{9}",
    "EL": r"\d{9}",
    "ES": rf"[A-Z0-9]{_B}\d{{7}}{_B}[A-Z0-9]",
    "FI": r"\d{8}",
    "FR": rf"[A-Z0-9]{{2}}{_B}\d{{3}}{_B}\d{{3}}{_B}\d{{3}}",
    "GB": rf"\d{{3}}{_B}\d{{4}}{_B}\d{{2}}",
    "HR": r"\d{11}",
    "HU": r"\d{8}",
    "IE": r"\d[A-Z0-9+*]\d{5}[A-Z]{1,2}",
    "IT": r"\d{11}",
    "LT": r"(?:\d{12}|\d{9})",
    "LU": rf"\d{{4}}{_B}\d{{4}}",
    "LV": r"\d{11}",
    "MT": r"\d{8}",
    "NL": rf"\d{{4}}{_B}\d{{2}}{_B}\d{{3}}{_B}B{_B}\d{{2}}",
    "PL": r"\d{10}",
    "PT": r"\d{9}",
    "RO": r"\d{6,10}",
    "SE": r"\d{12}",
    "SI": r"\d{8}",
    "SK": r"\d{10}",
}
_VAT = re.compile(r"(?<![\w])(?:" + "|".join(f"{land}{_B}{form}" for land, form in _FORMS.items()) + r")(?![\w])")
_IBAN = re.compile(r"(?<![\w])[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{2,4}){3,8}(?:\s?[A-Z0-9]{1,3})?(?![\w])")
_LENGTHS = {
    "DE": 22,
    "AT": 20,
    "CH": 21,
    "FR": 27,
    "ES": 24,
    "IT": 27,
    "NL": 18,
    "BE": 16,
    "GB": 22,
    "LU": 20,
    "IE": 22,
}


@once
def vat_ids(document: Document) -> list[Candidate]:
    return [_compact(c) for _, c in matches(document, _VAT)]


@once
def ibans(document: Document) -> list[Candidate]:
    """Those whose check digits are right, or which follow the word IBAN in the length of their country.

    A match that runs into the next word is cut to its country's length.
    """
    found: list[Candidate] = []
    for _, candidate in matches(document, _IBAN):
        value = re.sub(r"\s", "", candidate.value)
        value = value[: _LENGTHS.get(value[:2], len(value))]
        named = "iban" in candidate.left and len(value) == _LENGTHS.get(value[:2])
        if named or iban_is_valid(value):
            candidate.value = value
            found.append(candidate)
    return found


def iban_is_valid(iban: str) -> bool:
    """ISO 13616: length, country's length where known, and 97-10 check digits."""
    if not 15 <= len(iban) <= 34 or _LENGTHS.get(iban[:2], len(iban)) != len(iban) or not iban.isascii():
        return False
    digits = "".join(str(int(c, 36)) for c in iban[4:] + iban[:4])
    return int(digits) % 97 == 1


def _compact(candidate: Candidate) -> Candidate:
    candidate.value = re.sub(r"[\s.-]", "", candidate.value)
    return candidate
