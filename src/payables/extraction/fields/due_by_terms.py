"""A due date that is not printed follows from the invoice's date and the payment terms."""

from datetime import date, timedelta

from msgspec import structs

from payables.extraction.fields.terms import printed_terms
from payables.extraction.model import BY_TERMS, Field, Reading, Terms
from payables.extraction.page.document import Document


def reckon_due_date(reading: Reading, document: Document) -> None:
    """Sets `terms` where the paper prints some (a payment code may have said them before), and where no due date was read a
    reckoned one: as sure as date and terms together, without a box."""
    found, issued = printed_terms(document), reading.fields.get("invoice_date")
    printed = found if found and found.terms else None
    if printed is not None:
        reading.terms = printed.terms
    if reading.terms is None or issued is None or "due_date" in reading.fields:
        return
    day = due_by(date.fromisoformat(issued.value), reading.terms)
    if day is not None:
        said = printed.field if printed else issued  # what a payment code says is as it says
        sure = round(issued.confidence * printed.field.confidence, 3) if printed else issued.confidence
        raw = printed.field.value[:120] if printed else None
        reading.fields["due_date"] = Field(day.isoformat(), sure, said.page, raw=raw, by=BY_TERMS)


def reckon_again(reading: Reading) -> None:
    """A due date that was reckoned follows the invoice's date, where another one has been chosen since."""
    due, issued = reading.fields.get("due_date"), reading.fields.get("invoice_date")
    if due is None or due.by != BY_TERMS or issued is None or reading.terms is None:
        return
    day = due_by(date.fromisoformat(issued.value), reading.terms)
    if day is not None:
        sure = min(due.confidence, issued.confidence)
        reading.fields["due_date"] = structs.replace(due, value=day.isoformat(), confidence=sure)


def due_by(issued: date, terms: Terms) -> date | None:
    """None where the terms state no days."""
    if terms.days is None:
        return None
    if terms.counted == "after_month_end":
        return _month_end(issued) + timedelta(terms.days)
    day = issued + timedelta(terms.days)
    return _month_end(day) if terms.counted == "to_month_end" else day


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
