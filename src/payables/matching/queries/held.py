"""Which differences of a match keep an invoice back."""

from collections.abc import Collection, Iterator
from hashlib import sha256

from payables.matching.model import HEADER, HOLDING, Decided, Finding, Found, Held, LineMatch, Outcome
from payables.matching.rules.digest import numbers_of

# Outcomes of a match that has no lines: the outcome is all that was found.
OF_ITSELF = (Outcome.ORDER_NOT_FOUND, Outcome.ORDER_UNSURE, Outcome.ORDER_CHANGING)


def held_of(found: Found, decided: Collection[Decided]) -> tuple[Held, ...]:
    """Those that nobody has decided for the numbers as they are now: of the lines in their order, then of the whole."""
    each = [*_of_lines(found), *_of_header(found)]
    return tuple(held for held in each if held.decided not in decided)


def numbers_of_line(found: Found, line: LineMatch) -> bytes:
    """For which numbers of a line a decision holds, of which vendor, and against which orders."""
    orders = sorted(str(order) for order in found.numbers)
    return sha256("\n".join([found.payee, *orders]).encode() + numbers_of(line)).digest()


def numbers_of_header(found: Found, finding: Finding) -> bytes:
    """The same of what concerns the whole, of which orders it was, and of whom and how much the invoice pays."""
    orders = sorted(str(order) for order in found.numbers)
    return sha256("\n".join([*orders, *found.named, found.said]).encode() + numbers_of(finding)).digest()


def _of_lines(found: Found) -> Iterator[Held]:
    for line in found.match.lines:
        order = found.numbers.get(line.order) if line.order and line.order not in found.elsewhere else None
        for finding in _findings(line):
            yield Held(finding, Decided(line.line, finding.outcome, numbers_of_line(found, line)), order)


def _findings(line: LineMatch) -> list[Finding]:
    """A line that nothing was found for has its outcome alone."""
    holding = [finding for finding in line.findings if finding.outcome in HOLDING]
    if not holding and line.outcome in HOLDING:
        return [Finding(line.outcome, line.quantity, None, None, None)]
    return holding


def _of_header(found: Found) -> Iterator[Held]:
    for finding in found.match.header:
        if finding.outcome in HOLDING:
            yield Held(finding, Decided(HEADER, finding.outcome, numbers_of_header(found, finding)))
    if found.match.outcome in OF_ITSELF:
        finding = Finding(found.match.outcome, None, None, None, None)
        yield Held(finding, Decided(HEADER, finding.outcome, numbers_of_header(found, finding)))
