"""Which line is which document: the best pairs first, and of equally good ones as many as there can be.

What comes out depends on the values alone, not on the order in which documents are found.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from payables.kit.document_number import key_text
from payables.kit.text import normal_number
from payables.statements.model import Document, EntryType, Line
from payables.statements.rules.agreement import Rank, rank_of

# Of one number, or one amount of payments: what a hostile statement can make us compare is bounded.
MOST_ALIKE = 200

Pairs = dict[int, Document]  # by the line's number
Refused = frozenset[tuple[int, UUID]]
_Edge = tuple[Rank, int, Line, Document]


def pair(lines: Sequence[Line], documents: Sequence[Document], currency: str, refused: Refused) -> Pairs:
    """Each line has at most one document, and each document at most one line."""
    edges = [edge for edge in _edges(lines, documents, currency) if (edge[2].n, edge[3].id) not in refused]
    edges.sort(key=lambda edge: (edge[0], edge[1], edge[2].n, edge[3].id))
    pairs: Pairs = {}
    taken: set[UUID] = set()
    for _, of_rank in groupby(edges, key=lambda edge: edge[0]):
        wanted: dict[int, list[Document]] = defaultdict(list)
        for _, _, line, document in of_rank:
            if line.n not in pairs and document.id not in taken:
                wanted[line.n].append(document)
        pairs |= _most_of(wanted)
        taken = {document.id for document in pairs.values()}
    return pairs


def number_key(number: str | None) -> str | None:
    """Shared by numbers that are equal or written differently; None where there is nothing to compare."""
    normal = normal_number(number or "")
    return key_text(normal) if normal else None


def by_number(documents: Sequence[Document]) -> dict[str, list[Document]]:
    """Documents that have a number, by its key; of one key the latest."""
    found: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if (key := number_key(document.number)) is not None:
            found[key].append(document)
    return {key: _latest(alike) for key, alike in found.items()}


def _edges(lines: Sequence[Line], documents: Sequence[Document], currency: str) -> list[_Edge]:
    numbered = by_number(documents)
    payments: dict[object, list[Document]] = defaultdict(list)
    for document in documents:
        if document.type is EntryType.PAYMENT:
            payments[document.amount].append(document)
    latest = {amount: _latest(found) for amount, found in payments.items()}
    return [
        (rank, _days(line, document), line, document)
        for line in lines
        for document in _worth_a_look(line, numbered, latest)
        if (rank := rank_of(line, document, currency)) is not None
    ]


def _worth_a_look(
    line: Line, numbered: Mapping[str, list[Document]], payments: Mapping[object, list[Document]]
) -> list[Document]:
    key = number_key(line.number)
    of_number = numbered.get(key, []) if key is not None else []
    if line.type in (EntryType.INVOICE, EntryType.CREDIT_MEMO):
        return of_number
    return list({document.id: document for document in [*of_number, *payments.get(line.amount, [])]}.values())


def _latest(documents: list[Document]) -> list[Document]:
    return sorted(documents, key=lambda document: (document.day or date.min, document.id), reverse=True)[:MOST_ALIKE]


def _days(line: Line, document: Document) -> int:
    return abs((line.day - document.day).days) if document.day else 10**6


def _most_of(wanted: Mapping[int, list[Document]]) -> Pairs:
    """As many pairs as possible: a line may push another on to a document that this one can be too."""
    line_of: dict[UUID, int] = {}
    pairs: Pairs = {}
    spent: set[UUID] = set()  # what a search in vain has seen can be had by no later one either
    for n in sorted(wanted):
        seen: set[UUID] = set()
        if not _place(n, wanted, line_of, pairs, seen, spent):
            spent |= seen
    return pairs


def _place(
    n: int,
    wanted: Mapping[int, list[Document]],
    line_of: dict[UUID, int],
    pairs: Pairs,
    seen: set[UUID],
    spent: set[UUID],
) -> bool:
    """Free documents first, so that pushing goes no deeper than it must."""
    options = [document for document in wanted[n] if document.id not in seen and document.id not in spent]
    free = next((document for document in options if document.id not in line_of), None)
    for document in [free] if free else options:
        if document.id in seen:
            continue
        seen.add(document.id)
        if document.id not in line_of or _place(line_of[document.id], wanted, line_of, pairs, seen, spent):
            line_of[document.id], pairs[n] = n, document
            return True
    return False
