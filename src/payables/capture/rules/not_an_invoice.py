"""What is no invoice is never paid as one: a statement, a reminder, a letter is shown to people."""

from payables.extraction.model import Field, Reading
from payables.invoices.model import InvoiceType, Reason

DOUBTFUL = 0.5  # below this confidence the type itself is in doubt
_BILLS = (InvoiceType.INVOICE, InvoiceType.CREDIT_MEMO)


def not_an_invoice(reading: Reading) -> list[Reason]:
    """At most one, about the field `type`: naming it in a change answers it."""
    found = reading.fields.get("type")
    if found is None:
        return []
    if found.value not in _BILLS:
        return [Reason("not_an_invoice", _sentence(found), "type")]
    if found.confidence < DOUBTFUL:
        sentence = (
            f"The paper hardly says that it is an invoice{_named(found)}: say with `type` what it is, or archive it."
        )
        return [Reason("doubtful_reading", sentence, "type")]
    return []


def _sentence(found: Field) -> str:
    named = _named(found)
    if found.value == "statement":
        return f"The paper is a statement of account{named}, not an invoice: archive it, or say with `type` what it is."
    return f"The paper does not look like an invoice{named}: archive it, or say with `type` what it is."


def _named(found: Field) -> str:
    return f" (“{found.raw[:60]}”)" if found.raw else ""
