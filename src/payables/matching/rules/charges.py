"""Freight, tax and charges against what the orders say of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from payables.matching.model import Charge, Finding, LineMatch, Ordered, Outcome, Tolerance
from payables.matching.rules.billing import Billing
from payables.matching.rules.charge_words import charge_of
from payables.matching.rules.evidence import price_distance
from payables.matching.rules.likeness import likeness
from payables.matching.rules.money import half_unit, money
from payables.matching.rules.pools import Pool
from payables.matching.rules.tax import compare_tax, finding_of
from payables.matching.rules.tolerance import charge_limit

ZERO = Decimal(0)
_NAMED_ALIKE, _SAME_PRICE = 0.7, Fraction(1, 200)

Charged = dict[UUID, dict[Charge, Decimal]]


@dataclass(frozen=True, slots=True)
class Beside:
    """What an invoice bills beside its lines, and `net`, all that it bills without tax."""

    amounts: Mapping[Charge, Decimal]
    net: Decimal


@dataclass(slots=True)
class Charges:
    """What was found of the charges of an invoice; `taken` is order -> what it bills of the order's."""

    lines: list[LineMatch] = field(default_factory=list[LineMatch])
    header: list[Finding] = field(default_factory=list[Finding])
    taken: Charged = field(default_factory=dict[UUID, dict[Charge, Decimal]])


def charge_lines(goods: Iterable[Billing], pools: Sequence[Pool]) -> dict[int, Charge]:
    """Line -> what it charges, unless an order has a line for just that: then it is compared with it like goods."""
    found: dict[int, Charge] = {}
    for each in goods:
        charge = charge_of(each.line.name, each.line.description)
        if charge is not None and not any(_is_ordered(each, pool, charge) for pool in pools):
            found[each.line.id] = charge
    return found


def compare_charges(
    billed: Sequence[tuple[Billing, Charge]],
    beside: Beside,
    orders: Sequence[Ordered],
    goods: Mapping[UUID, Decimal],
    tolerance: Tolerance,
    currency: str,
) -> Charges:
    """`goods`: order -> what the goods that are billed of it cost as ordered."""
    found = Charges()
    for kind in (Charge.FREIGHT, Charge.MISCELLANEOUS):
        lines = [(each, money(each.amount or Fraction(0), currency)) for each, charge in billed if charge is kind]
        _compare(found, kind, lines, beside.amounts.get(kind, ZERO), orders, tolerance, currency)
    taxed = [(each, money(each.amount or Fraction(0), currency)) for each, charge in billed if charge is Charge.TAX]
    found.lines += [_line(each.line.id, Charge.TAX, None) for each, _ in taxed]
    tax = beside.amounts.get(Charge.TAX, ZERO) + sum((amount for _, amount in taxed), ZERO)
    concerned = [order for order in orders if goods.get(order.id)]
    if (of_tax := compare_tax(tax, beside.net, concerned, goods, tolerance, currency)) is not None:
        found.header.append(of_tax)
        spread(found.taken, Charge.TAX, tax, concerned)
    return found


def left_of(orders: Iterable[Ordered], kind: Charge) -> Decimal:
    """What the orders say of it less what other invoices bill."""
    return sum((max(ZERO, order.charges.get(kind, ZERO) - order.charged.get(kind, ZERO)) for order in orders), ZERO)


def spread(taken: Charged, kind: Charge, amount: Decimal, orders: Sequence[Ordered]) -> None:
    """Over what is left of each order's charge, and the rest on the first order that names one, else the first."""
    rest = amount
    for order in orders:
        part = min(rest, max(ZERO, order.charges.get(kind, ZERO) - order.charged.get(kind, ZERO)))
        if part > 0:
            _add(taken, order.id, kind, part)
            rest -= part
    if rest and orders:
        bearer = next((order for order in orders if order.charges.get(kind)), orders[0])
        _add(taken, bearer.id, kind, rest)


def _is_ordered(billed: Billing, pool: Pool, charge: Charge) -> bool:
    name = pool.first.line.name
    if charge_of(name, None) is charge:
        return True
    alike = likeness(billed.line.name or billed.line.description or "", name) >= _NAMED_ALIKE
    return alike and price_distance(billed, pool.price, Fraction(1)) <= _SAME_PRICE


def _compare(
    found: Charges,
    kind: Charge,
    lines: Sequence[tuple[Billing, Decimal]],
    beside: Decimal,
    orders: Sequence[Ordered],
    tolerance: Tolerance,
    currency: str,
) -> None:
    """All that is charged of one kind together; too much is found of the last lines."""
    total = sum((amount for _, amount in lines), beside)
    if not lines and not beside:
        return
    left = left_of(orders, kind)
    outcome, limit = _judge(total, kind, orders, tolerance, currency)
    rest = left
    for each, amount in lines:
        fitting = min(amount, max(ZERO, rest))
        rest -= amount
        finding = finding_of(outcome, kind, amount, fitting, limit)
        found.lines.append(_line(each.line.id, kind, finding))
    if beside > 0:
        found.header.append(finding_of(outcome, kind, beside, min(beside, max(ZERO, rest)), limit))
    # What is held is nobody's yet: it must not take from an invoice that came before
    spread(found.taken, kind, min(total, max(ZERO, left)) if outcome is Outcome.CHARGE_VARIANCE else total, orders)


def _judge(
    total: Decimal, kind: Charge, orders: Sequence[Ordered], tolerance: Tolerance, currency: str
) -> tuple[Outcome, Decimal]:
    """With what all other invoices bill of it, so that a tolerance is used once for an order. The outcome is that of what is
    too much."""
    ordered = sum((order.charges.get(kind, ZERO) for order in orders), ZERO)
    beyond = sum((max(ZERO, order.charged.get(kind, ZERO) - order.charges.get(kind, ZERO)) for order in orders), ZERO)
    limit = charge_limit(tolerance, ordered)
    over = total + beyond - left_of(orders, kind)
    return (Outcome.WITHIN_TOLERANCE if over <= limit + half_unit(currency) else Outcome.CHARGE_VARIANCE), limit


def _line(line: int, kind: Charge, finding: Finding | None) -> LineMatch:
    outcome = finding.outcome if finding else Outcome.MATCHED
    return LineMatch(line, outcome, findings=(finding,) if finding else (), charge=kind)


def _add(taken: Charged, order: UUID, kind: Charge, amount: Decimal) -> None:
    of_order = taken.setdefault(order, {})
    of_order[kind] = of_order.get(kind, ZERO) + amount
