"""Every header field and who finds it: one line per field; a trained ranker takes a rule's place here."""

from collections.abc import Callable

from payables.extraction.fields import (
    due_date,
    iban,
    invoice_date,
    number,
    party,
    purchase_order,
    terms,
    vat_id,
)
from payables.extraction.fields.currency import currency
from payables.extraction.fields.doc_type import document_type
from payables.extraction.fields.sums import sums
from payables.extraction.fields.vendor_name import vendor_name
from payables.extraction.fields.weighed import WEIGHED
from payables.extraction.model import Choice, Field
from payables.extraction.page.document import Document

FINDERS: dict[str, Callable[[Document], Field | None]] = {
    "number": number.RULE.best,
    "invoice_date": invoice_date.RULE.best,
    "due_date": due_date.RULE.best,
    "purchase_order": purchase_order.RULE.best,
    "currency": currency,
    "vendor_name": vendor_name,
    "vendor_vat_id": vat_id.SELLER_RULE.best,
    "vendor_iban": iban.RULE.best,
    "buyer_name": party.buyer_name,
    "buyer_vat_id": vat_id.BUYER_RULE.best,
    "payment_terms": terms.payment_terms,
}


def header(document: Document) -> dict[str, Field]:
    """All fields that were found."""
    found = {name: field for name, find in FINDERS.items() if (field := find(document)) is not None}
    found |= sums(document)
    found["type"] = document_type(document, has_total="total_amount" in found)
    found |= party.of_the_parties(document, found.get("vendor_name"), found.get("buyer_name"))
    return found


def candidates(document: Document) -> dict[str, list[Choice]]:
    """What each field was chosen from; fields without any are left out."""
    return {name: choices for name, rule in WEIGHED.items() if (choices := rule.choices(document))}
