"""Two currencies on one paper: what is owed must not be taken in one and looked up in the other."""

from collections import Counter
from collections.abc import Iterator

from payables.extraction.checks.conversions import Foreign, is_converted
from payables.extraction.fields import net, tax, total
from payables.extraction.fields.candidates.amounts import amounts
from payables.extraction.fields.candidates.model import Candidate, above
from payables.extraction.fields.currency_of_total import printed_with
from payables.extraction.fields.currency_printed import agree, beside, named, only_of, place_of
from payables.extraction.model import Field, Finding, Reading
from payables.extraction.page.document import Document
from payables.extraction.page.rows import Row

RULE, INFORMS = "two-currencies", "converted-amount"
CALLED = 0.6  # weight of a label from which on it names a sum
READ = 0.5  # confidence from which on the paper's currency is that of a total without one
_SUMS = ("net_amount", "total_tax", "prepaid_amount", "amount_due")
_NAMES = {"total": total, "net": net, "tax": tax}


def check_currencies(reading: Reading, document: Document) -> list[Finding]:
    """A warning where sums or lines stand in another currency than the total; information where a sum is converted."""
    found = reading.fields.get("total_amount")
    own = _currency_of_total(reading, found, document) if found else None
    if found is None or own is None:
        return []
    told = [*_of_paper(reading, own), *_of_sums(reading, own, document), *_of_lines(reading, own, document)]
    told += _of_others(reading, found, own, document)
    return list({(finding.rule, finding.message): finding for finding in told}.values())


def _currency_of_total(reading: Reading, found: Field, document: Document) -> str | None:
    """As printed with it, else that of the paper; a shared sign is that of the paper where the two agree."""
    paper, printed = reading.fields.get("currency"), printed_with(found, document)
    known = paper.value if paper and paper.confidence >= READ else None
    if printed is None or (known and agree(printed, known)):
        return known
    return printed


def _of_paper(reading: Reading, own: str) -> Iterator[Finding]:
    paper = reading.fields.get("currency")
    if paper and not agree(own, paper.value):
        yield Finding(RULE, "warning", f"The total is in {own}, and the paper's currency reads {paper.value}.")


def _of_sums(reading: Reading, own: str, document: Document) -> Iterator[Finding]:
    """Those that the record holds or is reckoned with."""
    for name in _SUMS:
        found = reading.fields.get(name)
        place = place_of(found, document) if found else None
        other = named(*place) if place else None
        if other and not agree(own, other):
            yield Finding(RULE, "warning", f"The total is in {own} and the {name.replace('_', ' ')} in {other}.")


def _of_lines(reading: Reading, own: str, document: Document) -> Iterator[Finding]:
    """By what stands beside their amounts, or over the column."""
    others: Counter[str] = Counter()
    order = {id(row): n for n, row in enumerate(document.rows)}
    for line in reading.items:
        place = place_of(line.amount, document) if line.amount else None
        if place is None:
            continue
        row, words = place
        other = beside(row, words) or only_of(above(document, order[id(row)], words).upper())
        if other and not agree(own, other):
            others[other] += 1
    for other, count in others.items():
        lines = "one line is" if count == 1 else f"{count} lines are"
        yield Finding(RULE, "warning", f"The total is in {own}, and {lines} in {other}.")


def _of_others(reading: Reading, found: Field, own: str, document: Document) -> Iterator[Finding]:
    """Amounts that are called a total, net or tax, and are not those that were read."""
    fields = [found, *(reading.fields[name] for name in _SUMS if name in reading.fields)]
    places = [place_of(field, document) for field in fields]
    read = {id(words[0]) for _, words in (place for place in places if place)}
    of_total = places[0][0] if places[0] else None
    for candidate in amounts(document):
        called = _called(candidate)
        if called is None or id(candidate.words[0]) in read:
            continue
        other = named(candidate.row, candidate.words)
        if other and not agree(own, other):
            yield _of_other(reading, Foreign(candidate, called, other, own), of_total, document)


def _of_other(reading: Reading, foreign: Foreign, of_total: Row | None, document: Document) -> Finding:
    said = f"{foreign.currency} {foreign.candidate.value}"
    if foreign.candidate.row is of_total or is_converted(foreign, reading, document):
        return Finding(INFORMS, "info", f"The paper also shows {said}, converted from {foreign.own}.")
    return Finding(
        RULE, "warning", f"The total is in {foreign.own}, and the paper also has a {foreign.called} of {said}."
    )


def _called(candidate: Candidate) -> str | None:
    """By the words before it."""
    left = candidate.left
    return next(
        (
            name
            for name, field in _NAMES.items()
            if field.LABELS.before(left) >= CALLED > field.OTHERS.before(left[-30:])
        ),
        None,
    )
