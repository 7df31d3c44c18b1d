"""A statement against the ledger: an outcome for every line, and what the ledger has beside them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from payables.kit.document_number import Likeness
from payables.statements.model import (
    Balance,
    Decided,
    Document,
    EntryType,
    Line,
    LineOutcome,
    Outcome,
    Reconciliation,
)
from payables.statements.rules.agreement import alike, differences, may_be
from payables.statements.rules.pairing import MOST_ALIKE, Pairs, by_number, number_key, pair

MOST_CANDIDATES = 5

_LIKELIEST = (Likeness.EQUAL, Likeness.SAME, Likeness.SWAPPED, Likeness.DROPPED, Likeness.ABSENT, Likeness.OTHER)
_SAME = (Likeness.EQUAL, Likeness.SAME)


def reconcile(
    lines: Sequence[Line],
    documents: Sequence[Document],
    *,
    currency: str,
    statement_date: date,
    opening: Decimal | None = None,
    closing: Decimal | None = None,
    decided: Iterable[Decided] = (),
) -> Reconciliation:
    """What people decided goes before what is found; a document that is gone is decided about no more."""
    decided = list(decided)
    confirmed = _confirmed(decided, documents)
    refused = frozenset((one.n, one.invoice) for one in decided if not one.is_one)
    taken = {document.id for document in confirmed.values()}
    free_lines = [line for line in lines if line.n not in confirmed]
    free = [document for document in documents if document.id not in taken]
    pairs = pair(free_lines, free, currency, refused)
    taken |= {document.id for document in pairs.values()}
    rest = [document for document in documents if document.id not in taken]
    twice = _listed_twice(lines, confirmed | pairs)
    candidates = _Candidates(rest, currency, refused)
    outcomes = [_outcome(line, confirmed, pairs, twice, candidates, currency) for line in lines]
    asked = {document.id for one in outcomes for document in one.candidates}
    there = [
        document
        for document in rest
        if document.id not in asked and _is_missed(document, lines, currency, statement_date)
    ]
    there.sort(key=lambda document: (document.day or date.min, document.number or "", document.id))
    return Reconciliation(outcomes, there, Balance(opening, sum((line.amount for line in lines), Decimal(0)), closing))


def _confirmed(decided: Iterable[Decided], documents: Sequence[Document]) -> Pairs:
    known = {document.id: document for document in documents}
    return {one.n: known[one.invoice] for one in decided if one.is_one and one.invoice in known}


def _listed_twice(lines: Sequence[Line], pairs: Pairs) -> dict[int, int]:
    """Lines without a document of their own that another line has the number of: that line comes first, or has one."""
    by_key: dict[tuple[str, bool], list[Line]] = defaultdict(list)
    for line in sorted(lines, key=lambda line: (line.n not in pairs, line.n)):
        if (key := number_key(line.number)) is not None:
            by_key[key, line.type is EntryType.INVOICE].append(line)
    found: dict[int, int] = {}
    for alike_lines in by_key.values():
        kept: list[Line] = []
        for line in alike_lines:
            first = None if line.n in pairs else _first_like(line, kept)
            if first is not None:
                found[line.n] = first
            elif len(kept) < MOST_ALIKE:
                kept.append(line)
    return found


def _first_like(line: Line, kept: Sequence[Line]) -> int | None:
    return next((other.n for other in kept if alike(line.number, other.number) in _SAME), None)


class _Candidates:
    """What an unpaired line may be: of the same amount and day, or of the same number."""

    def __init__(self, rest: Sequence[Document], currency: str, refused: frozenset[tuple[int, UUID]]) -> None:
        self.currency = currency
        self.refused = refused
        self.numbered = by_number(rest)
        self.of_day: dict[tuple[Decimal, date | None], list[Document]] = defaultdict(list)
        for document in rest:
            for amount in {document.amount, document.open_amount or document.amount}:
                if len(of_day := self.of_day[amount, document.day]) < MOST_ALIKE:
                    of_day.append(document)

    def of(self, line: Line) -> tuple[Document, ...]:
        near = [*self.of_day.get((line.amount, line.day), []), *self.numbered.get(number_key(line.number) or "", [])]
        found = {
            document.id: document
            for document in near
            if (line.n, document.id) not in self.refused and may_be(line, document, self.currency)
        }
        ordered = sorted(found.values(), key=lambda document: (_place(line, document), document.id))
        return tuple(ordered[:MOST_CANDIDATES])


def _place(line: Line, document: Document) -> tuple[bool, int]:
    """Those that agree in amount and date first, then by the number."""
    return document.day != line.day, _LIKELIEST.index(alike(line.number, document.number))


def _outcome(
    line: Line, confirmed: Pairs, pairs: Pairs, twice: dict[int, int], candidates: _Candidates, currency: str
) -> LineOutcome:
    if line.n in confirmed:
        return _of_pair(line, confirmed[line.n], currency, confirmed=True)
    if line.n in pairs:
        return _of_pair(line, pairs[line.n], currency, confirmed=False)
    if line.n in twice:
        return LineOutcome(line, Outcome.DUPLICATE, duplicate_of=twice[line.n])
    if found := candidates.of(line):
        return LineOutcome(line, Outcome.POSSIBLE, candidates=found)
    return LineOutcome(line, Outcome.MISSING_HERE)


def _of_pair(line: Line, document: Document, currency: str, *, confirmed: bool) -> LineOutcome:
    """Whoever confirms a pair has seen the date; an amount that differs is still to be cleared."""
    differ = differences(line, document, currency)
    if "amount" in differ:
        outcome = Outcome.AMOUNT_DIFFERS
    elif differ and not confirmed:
        outcome = Outcome.DATE_DIFFERS
    else:
        outcome = Outcome.MATCHED
    return LineOutcome(line, outcome, document, differ, confirmed)


def _is_missed(document: Document, lines: Sequence[Line], currency: str, statement_date: date) -> bool:
    """Should the statement speak of it? Open documents of its day or before; payments only of the days that a statement
    shows which lists payments at all."""
    if document.currency != currency or document.day is None or document.day > statement_date:
        return False
    if document.type is not EntryType.PAYMENT:
        return document.open_amount != 0
    lists_payments = any(line.type in (EntryType.PAYMENT, EntryType.CREDIT) for line in lines)
    return lists_payments and document.day >= min(line.day for line in lines)
