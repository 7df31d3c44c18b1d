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
    "FR": rf"[A-Z0-9]{_B}[A-Z0-9]{_B}(?:\d{_B}){{8}}\d",
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
# The check figures and what follows may hold letters that OCR took figures for.
_IBAN = re.compile(r"(?<![\w])[A-Z]{2}[\dOIlSBG]{2}(?:\s?[A-Z0-9l]){11,30}(?![\w])")
_AS_FIGURES = str.maketrans("OIlSBG", "011586")
_ALL_FIGURES = ("DE", "AT", "BE", "CH", "ES", "LU")  # whose account numbers have no letters
_SHORTEST, _LONGEST = 15, 34
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
    return [_compact(c) for _, c in matches(document, _VAT, lettered=True)]


@once
def ibans(document: Document) -> list[Candidate]:
    """Those whose check digits are right, also with letters read as the figures that they look like, and those that
    follow the word IBAN.

    A match that runs into the next word is cut to its country's length.
    """
    found: list[Candidate] = []
    for _, candidate in matches(document, _IBAN, lettered=True):
        value = _account(candidate.value)
        repaired = value if iban_is_valid(value) else _in_figures(value)
        if iban_is_valid(repaired) or (_is_named(candidate, document) and _SHORTEST <= len(value) <= _LONGEST):
            candidate.repaired = repaired != value and iban_is_valid(repaired)
            candidate.value = repaired if candidate.repaired else value
            found.append(candidate)
    return found


def _account(printed: str) -> str:
    """Without blanks, in its country's length; else without the words that follow it in capitals."""
    groups = printed.split()
    while len(groups) > 1 and not any(c.isdigit() for c in groups[-1]):
        groups.pop()
    value = "".join(groups)
    return value[: _LENGTHS.get(value[:2], len(value))]


def _in_figures(value: str) -> str:
    """Where an IBAN has figures only, letters are read as those that they look like."""
    check, rest = value[2:4].translate(_AS_FIGURES), value[4:]
    return value[:2] + check + (rest.translate(_AS_FIGURES) if value[:2] in _ALL_FIGURES else rest)


def _is_named(candidate: Candidate, document: Document) -> bool:
    """By the word before it, or at the end of the line over it."""
    over = document.rows[candidate.order - 1].text.lower() if candidate.order else ""
    return "iban" in candidate.left or (not candidate.left and over.rstrip(" :").endswith("iban"))


def iban_is_valid(iban: str) -> bool:
    """ISO 13616: length, country's length where known, and 97-10 check digits."""
    if not _SHORTEST <= len(iban) <= _LONGEST or _LENGTHS.get(iban[:2], len(iban)) != len(iban) or not iban.isascii():
        return False
    digits = "".join(str(int(c, 36)) for c in iban[4:] + iban[:4])
    return int(digits) % 97 == 1


def _compact(candidate: Candidate) -> Candidate:
    candidate.value = re.sub(r"[\s.-]", "", candidate.value)
    return candidate
