"""The XML of a hybrid file against its printed page: what the page does not show at all is pointed out."""

from collections.abc import Callable
from decimal import Decimal

from payables.extraction.fields.candidates.amounts import amounts
from payables.extraction.fields.candidates.dates import dates
from payables.extraction.model import Finding, Reading
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain
from payables.extraction.page.model import Page

ENOUGH = 100  # characters of print below which nothing can be compared


def compare_with_page(reading: Reading, pages: list[Page]) -> list[Finding]:
    """A warning 'page-differs' for the number, date and total that stand nowhere on the pages."""
    if sum(p.characters for p in pages) < ENOUGH:
        return []
    document = Document(pages)
    shown: dict[str, Callable[[str, Document], bool]] = {
        "number": _shows_text,
        "invoice_date": _shows_date,
        "total_amount": _shows_amount,
        "vendor_name": _shows_text,
    }
    return [
        Finding("page-differs", "warning", f"The page does not show the XML's {name.replace('_', ' ')} {field.value}.")
        for name, found in shown.items()
        if (field := reading.fields.get(name)) and not found(field.value, document)
    ]


def _shows_text(value: str, document: Document) -> bool:
    return _letters(value) in _letters(document.text)


def _shows_date(value: str, document: Document) -> bool:
    return any(c.value == value for c in dates(document))


def _shows_amount(value: str, document: Document) -> bool:
    return any(abs(Decimal(c.value)) == abs(Decimal(value)) for c in amounts(document))


def _letters(text: str) -> str:
    return "".join(c for c in plain(text) if c.isalnum())
