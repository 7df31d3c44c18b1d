"""What is taken from a gross sum or a total before it is paid: agency commission, prepayments, tax withheld."""

import re
from decimal import Decimal
from itertools import combinations

from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain
from payables.extraction.solve.model import Deduction, Readings
from payables.extraction.solve.words import is_called, kind_of, named, says_due

_PERCENT = r"(\d{1,2}(?:[.,]\d{1,2})?)\s?%"
_COMMISSION_RATE = re.compile(
    rf"(?:commission|comm\.?|provision)\D{{0,16}}{_PERCENT}|{_PERCENT}\s?(?:agency )?(?:commission|comm\b)",
    re.IGNORECASE,
)
MOST_PAYMENTS = 3
HALF, CLOSE = Decimal("0.5"), Decimal("0.02")
TITLE_ROWS = 30
BESIDE = 3  # rows
_INVOICE = re.compile(r"\b(?:inv|invoice|rechnung|facture|factura|fattura|factuur|credit)\b")


def commission(document: Document, readings: Readings) -> Deduction | None:
    """The printed gross sum, commission and net due that belong together; the one whose sums are labelled best."""
    chances = _chances(readings)
    by_value = _by_value(readings.printed)
    found = [*_printed_commissions(readings, by_value), *_at_a_rate(document, readings, by_value)]
    return max(
        found,
        key=lambda d: (_is_whole(d), chances.get(d.before.value, 0.0) + chances.get(d.after.value, 0.0)),
        default=None,
    )


def is_owed(document: Document, taken: Deduction) -> bool:
    """An offer, an order or a contract shows the same sums, and nothing is due by it."""
    return says_due(taken.after) or any(_INVOICE.search(plain(row.text)) for row in document.rows[:TITLE_ROWS])


def prepaid(readings: Readings, total: Candidate, kind: str = "prepaid") -> Deduction | None:
    """Payments before the invoice (or tax withheld) that lead from the total to a printed sum that is due."""
    by_value = _by_value(
        [c for c in readings.printed if c.order >= total.order and says_due(c) and kind_of(c) not in ("till", kind)]
    )
    whole, nothing_due = Decimal(total.value), Decimal(0) in by_value
    payments = [c for c in readings.printed if is_called(c, kind) and abs(Decimal(c.value)) <= whole]
    payments = [c for c in payments if c is not total and (nothing_due or abs(Decimal(c.value)) < whole)]
    payments = list({c.value: c for c in payments}.values())[:6]
    for count in range(1, MOST_PAYMENTS + 1):
        for some in combinations(payments, count):
            paid = sum((abs(Decimal(c.value)) for c in some), Decimal(0))
            due = by_value.get(whole - paid)
            if due and paid and due not in some:
                return Deduction(kind, paid, total, due, some[0])
    return _paid_beside(readings, total, by_value) if kind == "prepaid" else None


def _paid_beside(readings: Readings, total: Candidate, due: dict[Decimal, Candidate]) -> Deduction | None:
    """A payment that is not called one stands by what it leaves due: in a table of payments, with its day and way."""
    whole = Decimal(total.value)
    others = (c for c in readings.printed if c.order >= total.order and kind_of(c) is None and not says_due(c))
    for c in others:
        left = due.get(whole - abs(Decimal(c.value)))
        if left and left is not c and abs(left.order - c.order) <= BESIDE and 0 < Decimal(left.value) < whole:
            return Deduction("prepaid", abs(Decimal(c.value)), total, left, c)
    return None


def older_debt(readings: Readings, total: Candidate) -> Deduction | None:
    """What an earlier paper asks for is in what is to be paid, and is no part of this one's total, which is printed too."""
    by_row = {c.order: c for c in readings.printed if kind_of(c) in (None, "charge") and c is not total}
    for debt in (c for c in readings.printed if kind_of(c) == "older"):
        own = Decimal(total.value) - Decimal(debt.value)
        found = next((c for c in by_row.values() if Decimal(c.value) == own and c.order != debt.order), None)
        if found and Decimal(debt.value) > 0 and own > 0:
            return Deduction("older", Decimal(debt.value), total, found, debt)
    return None


def _is_whole(taken: Deduction) -> bool:
    """Commissions are whole percents, or halves."""
    return abs(200 * taken.amount / Decimal(taken.before.value) % 1 - HALF) > HALF - CLOSE


def _printed_commissions(readings: Readings, by_value: dict[Decimal, Candidate]) -> list[Deduction]:
    found: list[Deduction] = []
    for taken in readings.printed:
        amount = abs(Decimal(taken.value))
        if not amount or not named(taken, "commission"):
            continue
        for after in (c for s in (*readings.totals, *readings.nets) if (c := s.candidate)):
            before = by_value.get(Decimal(after.value) + amount)
            if before and taken is not after and amount < Decimal(after.value):
                found.append(Deduction("commission", amount, before, after, taken))
    return found


def _at_a_rate(document: Document, readings: Readings, by_value: dict[Decimal, Candidate]) -> list[Deduction]:
    """Only the rate is printed beside the word: then gross less that share must be printed too."""
    rates = {Decimal((m[1] or m[2]).replace(",", ".")) for m in _COMMISSION_RATE.finditer(document.text)}
    found: list[Deduction] = []
    for rate in rates:
        for before in (c for s in readings.totals if (c := s.candidate)):
            gross = Decimal(before.value)
            after = by_value.get((gross * (1 - rate / 100)).quantize(Decimal("0.01")))
            if after and 0 < rate < 50 and gross > 0:
                found.append(
                    Deduction("commission", gross - Decimal(after.value), before, after, None, f"Commission {rate} %")
                )
    return found


def _chances(readings: Readings) -> dict[str, float]:
    """Per value the best chance of being total or net."""
    found: dict[str, float] = {}
    for scored in (*readings.totals, *readings.nets):
        if scored.candidate:
            found[scored.candidate.value] = max(found.get(scored.candidate.value, 0.0), scored.chance)
    return found


def _by_value(printed: list[Candidate]) -> dict[Decimal, Candidate]:
    return {Decimal(c.value): c for c in reversed(printed)}
