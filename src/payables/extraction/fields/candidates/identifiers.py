"""Tokens that may be a document's or an order's number: with a digit, and neither a date nor a sum."""

import re

from payables.extraction.fields.candidates.model import Candidate, matches
from payables.extraction.page.document import Document, once

# A token, or a prefix of capitals that stands apart (HC 20417).
_TOKEN = re.compile(
    r"(?<![\w@./-])[A-Z]{2,4} \d{4,9}(?![\w@./-])|(?<![\w@./-])(?=[\w./-]*\d)[A-Za-z0-9][\w./-]{1,34}(?<![./-])(?![\w@])"
)
_DATE = re.compile(
    r"(?:[\doOlI]{1,2}[./-][\doOlI]{1,2}[./-](?:\d{4}|\d{2})|(?:19|20)\d\d[-/.]\d\d[-/.]\d\d)(?:-\d{1,2}[./]\d{1,2}[./]\d{2,4})?"
)
_SUM = re.compile(r"\d{1,3}([.,]\d{3})*[.,]\d{2}")


@once
def identifiers(document: Document) -> list[Candidate]:
    return [c for _, c in matches(document, _TOKEN, _fits)]


def _fits(match: re.Match[str]) -> bool:
    return not _DATE.fullmatch(match[0]) and not _SUM.fullmatch(match[0])
