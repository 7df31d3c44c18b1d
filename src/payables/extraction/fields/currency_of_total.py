"""The currency in which a sum is printed: beside the total it is that of the paper."""

from payables.extraction.fields.currency_printed import SHARED, named, only_of, place_of
from payables.extraction.model import Field, Reading
from payables.extraction.page.document import Document

SURE = 0.9  # of a currency that is printed beside the total


def take_currency_of_total(reading: Reading, document: Document) -> None:
    """Whatever else the paper names more often."""
    total, found = reading.fields.get("total_amount"), reading.fields.get("currency")
    code = printed_with(total, document) if total else None
    if total and code and code not in SHARED and (found is None or found.value != code):
        reading.fields["currency"] = Field(code, SURE, total.page, total.box)


def printed_with(field: Field, document: Document) -> str | None:
    """The currency beside the value or in its label, else the only one in its row. A sign that several share names none of them,
    but it names no other."""
    place = place_of(field, document)
    return (named(*place) or only_of(place[0].text)) if place else None
