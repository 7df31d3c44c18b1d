"""The currency of an e-invoice against that which its page prints with the total: the same figures are another sum in another
currency."""

from collections.abc import Iterator
from decimal import Decimal

from payables.extraction.fields.candidates.amounts import amounts
from payables.extraction.fields.currency_of_total import printed_with
from payables.extraction.fields.currency_printed import agree, named
from payables.extraction.model import Field, Reading
from payables.extraction.page.document import Document


def other_currency(reading: Reading, printed_total: Field | None, document: Document) -> str | None:
    """That of the page, where neither the XML's total nor what the page calls its total stands in the XML's currency; None
    where no currency stands with them."""
    stated, total = reading.fields.get("currency"), reading.fields.get("total_amount")
    if stated is None or total is None:
        return None
    page = printed_with(printed_total, document) if printed_total else None
    found = [*_with(total.value, document), *([page] if page else [])]
    return None if any(agree(one, stated.value) for one in found) else next(iter(found), None)


def _with(amount: str, document: Document) -> Iterator[str]:
    for candidate in amounts(document):
        if abs(Decimal(candidate.value)) == abs(Decimal(amount)) and (code := named(candidate.row, candidate.words)):
            yield code
