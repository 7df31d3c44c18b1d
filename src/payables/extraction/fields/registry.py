"""Every header field and who finds it: one line per field; a trained ranker takes a rule's place here."""

from collections.abc import Callable
from functools import partial

from payables.extraction.fields import iban, party, terms, vat_id
from payables.extraction.fields.currency import currency
from payables.extraction.fields.doc_type import document_type
from payables.extraction.fields.number_of_another import doubt_number_of_another
from payables.extraction.fields.sums import sums
from payables.extraction.fields.weighed import WEIGHED
from payables.extraction.model import Choice, Field
from payables.extraction.page.document import Document
from payables.extraction.ranking.rank import best, choices

FINDERS: dict[str, Callable[[Document], Field | None]] = {
    "number": partial(best, "number"),
    "invoice_date": partial(best, "invoice_date"),
    "due_date": partial(best, "due_date"),
    "purchase_order": partial(best, "purchase_order"),
    "currency": currency,
    "vendor_name": partial(best, "vendor_name"),
    "vendor_vat_id": partial(best, "vendor_vat_id"),
    "vendor_iban": lambda document: iban.checked(best("vendor_iban", document)),
    "buyer_name": party.buyer_name,
    "buyer_vat_id": vat_id.BUYER_RULE.best,
    "payment_terms": terms.payment_terms,
}


def header(document: Document) -> dict[str, Field]:
    """All fields that were found."""
    found = {name: field for name, find in FINDERS.items() if (field := find(document)) is not None}
    found |= sums(document)
    found["type"] = document_type(document, found.get("total_amount"))
    found |= party.of_the_parties(document, found.get("vendor_name"), found.get("buyer_name"))
    return doubt_number_of_another(found, document)


def candidates(document: Document) -> dict[str, list[Choice]]:
    """What each field was chosen from; fields without any are left out."""
    return {name: weighed for name in WEIGHED if (weighed := choices(name, document))}
