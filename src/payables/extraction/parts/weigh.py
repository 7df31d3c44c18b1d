"""How likely a page begins a new document: signs for and against, each worth so much (log-odds), added up.

The weights were set by kinds of evidence and seen to hold on papers of many senders; docs/capture.md tells how they are
measured. A file that is wrongly divided costs a person more than one that is wrongly left whole: what speaks against
weighs more.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from payables.extraction.parts.marks import follows, is_last
from payables.extraction.parts.model import Beginning
from payables.extraction.parts.signs import Signs

START = -3.0  # most pages do not begin a document
LEAST_SHARED = 0.2  # share of the words of two letterheads under which they are of two senders
ANOTHER_SIZE = 0.03
OFFICE = (2**0.5, 11 / 8.5, 14 / 8.5)  # height to width of A4, letter and legal paper
LEGIBLE = 3  # characters of a number from which on it says something where it stands in a text


@dataclass(frozen=True, slots=True)
class Weight:
    """One sign; `said` is told to people, and empty for what speaks against."""

    log_odds: float
    said: str = ""


def weigh(before: list[Signs], signs: Signs) -> Beginning:
    """`before` are the pages of the document so far, not empty, without separators."""
    weights = list(_weights(before, signs))
    confidence = 1 / (1 + math.exp(-START - sum(weight.log_odds for weight in weights)))
    return Beginning(signs.page, round(confidence, 4), tuple(weight.said for weight in weights if weight.said))


def _weights(before: list[Signs], signs: Signs) -> Iterator[Weight]:
    yield from _of_numbering(before, signs)
    yield from _of_number(before, signs)
    yield from _of_title(before, signs)
    yield from _of_sums(before, signs)
    yield from _of_sender(before, signs)
    yield from _of_paper(before, signs)


def _of_numbering(before: list[Signs], signs: Signs) -> Iterator[Weight]:
    last = next((page.mark for page in reversed(before) if page.mark), None)
    mark = signs.mark
    if follows(mark, last):
        yield Weight(-8)
    elif mark and mark[0] > 1:
        yield Weight(-4)
    elif mark and last:
        totalled = last[1] is None and any(page.total for page in before)
        yield Weight(6 if is_last(last) else 4 if totalled else 2.5, "its page numbers begin again")
    elif mark:
        yield Weight(1, "it is marked as a first page")
    elif last and not is_last(last) and last[1] is not None:
        yield Weight(-4)
    elif last:
        yield Weight(-0.5)


def _of_number(before: list[Signs], signs: Signs) -> Iterator[Weight]:
    known = {page.number for page in before if page.number}
    if signs.number is None:
        yield Weight(-1.5)
    elif signs.number in known or any(_names(page, signs.number) for page in before):
        yield Weight(-8)
    elif any(_names(signs, number) for number in known):
        yield Weight(-5)
    elif known:
        yield Weight(4, f"it has a number of its own ({signs.number})")
    else:
        yield Weight(1, f"it has a number ({signs.number})")


def _names(page: Signs, number: str) -> bool:
    return len(number) >= LEGIBLE and number.lower() in page.text


def _of_title(before: list[Signs], signs: Signs) -> Iterator[Weight]:
    if signs.carried:
        yield Weight(-4)
    if signs.attached and not signs.titled:
        yield Weight(-4)
    if any(page.statement for page in before):
        yield Weight(-2.5)
    if signs.titled:
        yield Weight(1.5, "it has the title of an invoice")
    else:
        yield Weight(-1)


def _of_sums(before: list[Signs], signs: Signs) -> Iterator[Weight]:
    """The document so far has been totalled, and the page has a total and a date of its own."""
    totals = {page.total for page in before if page.total}
    dates = {page.date for page in before if page.date}
    own_total = signs.total is not None and bool(totals) and signs.total not in totals
    own_date = signs.date is not None and bool(dates) and signs.date not in dates
    if not totals:
        yield Weight(-1.5)
    if own_total:
        yield Weight(1.5, "it has a total of its own")
    elif signs.total is None or totals:
        yield Weight(-0.5)
    if own_date:
        yield Weight(1, "it has another date")
    elif signs.date is None:
        yield Weight(-0.5)
    if own_total and own_date and (signs.titled or signs.number):
        yield Weight(1.5, "it is whole by itself")


def _of_sender(before: list[Signs], signs: Signs) -> Iterator[Weight]:
    for name, log_odds in (("ids", 3.0), ("sites", 1.5)):
        own: frozenset[str] = getattr(signs, name)
        known = frozenset[str]().union(*(getattr(page, name) for page in before))
        if own and known:
            yield Weight(-0.5) if own & known else Weight(log_odds, "it comes from another sender")
    if signs.head and before[0].head:
        shared = max(_shared(signs.head, page.head) for page in before)
        if shared < LEAST_SHARED:
            yield Weight(1, "its letterhead is another")


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(min(len(one), len(other)), 1)


def _of_paper(before: list[Signs], signs: Signs) -> Iterator[Weight]:
    last = before[-1]
    if last.blank:
        yield Weight(1, "a blank page stands before it")
    if signs.printed != next((page.printed for page in reversed(before) if not page.blank), signs.printed):
        yield Weight(0.5)
    if any(abs(a - b) > ANOTHER_SIZE * max(a, b) for a, b in zip(sorted(last.size), sorted(signs.size), strict=True)):
        slips = not _is_office(last) and not _is_office(signs)
        yield Weight(2 if slips else 1, "its paper has another size")


def _is_office(signs: Signs) -> bool:
    """A4, A5 or letter by its shape; a till's slip has any other."""
    shape = max(signs.size) / min(signs.size)
    return any(abs(shape - office) < ANOTHER_SIZE * office for office in OFFICE)
