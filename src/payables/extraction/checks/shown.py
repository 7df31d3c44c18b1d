"""Whether a value of an e-invoice stands anywhere on its printed page."""

import re
from collections.abc import Sequence
from decimal import Decimal

from payables.extraction.fields.candidates.amounts import amounts
from payables.extraction.fields.candidates.dates import dates
from payables.extraction.page.document import Document, once
from payables.extraction.page.language import plain

MOST_WORDS = 0.6  # of a name: XML has registers and salutations in it that nobody prints
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "CHF": "Fr."}


def shows_text(value: str, document: Document) -> bool:
    """Letters and figures in this order, however they are divided."""
    return letters(value) in _letters_of(document)


def shows_name(value: str, document: Document) -> bool:
    """The name, or most of its words."""
    words = [word for word in re.findall(r"\w{3,}", plain(value)) if not word.isdigit()]
    return shows_text(value, document) or (
        bool(words) and sum(shows_text(word, document) for word in words) >= MOST_WORDS * len(words)
    )


def shows_date(value: str, document: Document) -> bool:
    return any(candidate.value == value for candidate in dates(document))


def shows_amount(value: str, document: Document) -> bool:
    """With or without a minus."""
    return abs(Decimal(value)) in _amounts_of(document)


def shows_currency(value: str, document: Document) -> bool:
    return value in document.text or _SYMBOLS.get(value, value) in document.text


def shows_sums(document: Document) -> bool:
    """The page has sums in print, and not its letterhead alone."""
    return bool(_amounts_of(document))


def not_shown(values: Sequence[str], document: Document) -> list[str]:
    """Those of the amounts that stand nowhere."""
    return [value for value in values if not shows_amount(value, document)]


def letters(text: str) -> str:
    return "".join(c for c in plain(text) if c.isalnum())


@once
def _letters_of(document: Document) -> str:
    return letters(document.text)


@once
def _amounts_of(document: Document) -> set[Decimal]:
    return {abs(Decimal(candidate.value)) for candidate in amounts(document)}
