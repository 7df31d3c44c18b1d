"""How well the words before and above a candidate name each kind of value: the label tables of all fields as numbers."""

from payables.extraction.fields import due_date, invoice_date, net, number, purchase_order, tax, total, vat_id
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.labels import Labels
from payables.extraction.fields.sides import BUYER, SELLER
from payables.extraction.page.document import Document

BEFORE = 90  # characters before a value in which a label can still count
_NUMBERS = {
    "number": number.LABELS,
    "contract": number.CONTRACTS,
    "not_number": number.OTHERS,
    "elsewhere": number.ELSEWHERE,
    "order": purchase_order.LABELS,
    "not_order": purchase_order.OTHERS,
}
_DATES = {
    "date": invoice_date.LABELS,
    "not_date": invoice_date.OTHERS,
    "due": due_date.LABELS,
    "not_due": due_date.OTHERS,
    "number": number.LABELS,
}
_SUMS = {
    "total": total.LABELS,
    "not_total": total.OTHERS,
    "inclusive": total.INCLUSIVE,
    "net": net.LABELS,
    "not_net": net.OTHERS,
    "tax": tax.LABELS,
    "not_tax": tax.OTHERS,
}
_SIDES = {"vat": vat_id.LABELS, "buyer": BUYER, "seller": SELLER}
LABELS: dict[str, dict[str, Labels]] = {
    "identifier": _NUMBERS,
    "date": _DATES,
    "amount": _SUMS,
    "tax_id": _SIDES,
    "name": _SIDES,
}


def namings(kind: str, candidates: list[Candidate], document: Document) -> list[dict[str, float]]:
    """In the order of the candidates."""
    return [_naming(LABELS[kind], c, document) for c in candidates]


def _naming(tables: dict[str, Labels], c: Candidate, document: Document) -> dict[str, float]:
    measured: dict[str, float] = {}
    for name, labels in tables.items():
        measured[f"{name}_before"] = _weighed(labels, c.left[-BEFORE:], document, over=False)
        measured[f"{name}_above"] = _weighed(labels, c.above, document, over=True)
    return measured


def _weighed(labels: Labels, text: str, document: Document, *, over: bool) -> float:
    """Many candidates stand under one heading: each text is weighed once."""
    key = (id(labels), over, text)
    if key not in document.memo:
        document.memo[key] = labels.over(text) if over else labels.before(text)
    return document.memo[key]
