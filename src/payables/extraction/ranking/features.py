"""What a ranker looks at: numbers about place, shape, neighbours and labels; no text of a paper is among them."""

from collections.abc import Callable
from functools import reduce
from operator import or_

import numpy as np

from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.weighed import WEIGHED
from payables.extraction.page.document import Document
from payables.extraction.ranking.days import days
from payables.extraction.ranking.naming import LABELS, namings
from payables.extraction.ranking.place import places
from payables.extraction.ranking.shapes import identifier_shapes, tax_id_shapes
from payables.extraction.ranking.sums_closing import sums_closing
from payables.extraction.ranking.table import FeatureTable, table
from payables.extraction.ranking.vendor_names import vendor_names

MOST = 400  # candidates of one document that are weighed; of more, those that the rule likes best
# Of more still, those of the first and the last pages: what stands between are the rows of a very long table.
MANY, OUTER_PAGES = 2_000, 10

KINDS = {
    "number": "identifier",
    "purchase_order": "identifier",
    "invoice_date": "date",
    "due_date": "date",
    "total_amount": "amount",
    "net_amount": "amount",
    "total_tax": "amount",
    "vendor_vat_id": "tax_id",
    "vendor_iban": "tax_id",
    "vendor_name": "name",
}
_OWN: dict[str, Callable[[list[Candidate], Document], list[dict[str, float]]]] = {
    "identifier": identifier_shapes,
    "date": days,
    "amount": sums_closing,
    "tax_id": tax_id_shapes,
    "name": vendor_names,
}


def features(field_name: str, document: Document) -> FeatureTable:
    """One row per candidate of the field; the rule's score is one column, so that a ranker starts where the rule is."""
    return measured(field_name, considered(field_name, document), document)


def considered(field_name: str, document: Document) -> list[Candidate]:
    """The field's candidates in the order of print, at most MOST."""
    rule = WEIGHED[field_name]
    candidates = rule.candidates(document)
    if len(candidates) > MANY:
        candidates = _on_outer_pages(candidates, document)
    if len(candidates) <= MOST:
        return candidates
    liked = sorted(range(len(candidates)), key=lambda i: -rule.score(candidates[i], document))
    return [candidates[i] for i in sorted(liked[:MOST])]


def _on_outer_pages(candidates: list[Candidate], document: Document) -> list[Candidate]:
    pages = document.pages
    outer = {page.number for page in (*pages[:OUTER_PAGES], *pages[-OUTER_PAGES:])}
    return [c for c in candidates if c.row.page.number in outer]


def measured(field_name: str, candidates: list[Candidate], document: Document) -> FeatureTable:
    rule = WEIGHED[field_name]
    shared = _shared(KINDS[field_name], candidates, document)
    return _with_rule(shared, [rule.score(c, document) for c in candidates])


def _shared(kind: str, candidates: list[Candidate], document: Document) -> FeatureTable:
    """What the fields of one kind have in common is measured once."""
    key = ("features", kind, tuple(id(c) for c in candidates))
    if key not in document.memo:
        parts = [_OWN[kind](candidates, document)]
        if kind in LABELS:
            parts += [places(candidates, document), namings(kind, candidates, document)]
        document.memo[key] = table(candidates, [reduce(or_, of_one) for of_one in zip(*parts, strict=True)])
    return document.memo[key]


def _with_rule(shared: FeatureTable, scores: list[float]) -> FeatureTable:
    if not scores:
        return shared
    own = np.array(scores, dtype=np.float64)
    best = own.max()
    above = np.array([float((own > s).sum()) for s in own])
    added = np.stack([own, own - best, np.full_like(own, best), above], axis=1)
    values = np.concatenate([shared.values, added], axis=1)
    return FeatureTable(shared.candidates, (*shared.names, "rule", "rule_behind", "rule_best", "rule_rank"), values)
