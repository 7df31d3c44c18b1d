"""Which column of numbers is quantity, price and amount: header words, arithmetic, and sums that the paper prints."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cached_property
from itertools import combinations, islice, pairwise

from payables.extraction.lines.arithmetic import agreement
from payables.extraction.lines.columns import Cells
from payables.extraction.lines.model import Column, Number, Roles

SAMPLE = 30  # rows that the arithmetic is tried on
KEPT = 3  # readings of one table
UNPROVEN = -2.0  # worth of columns that no header calls so and that multiply in few rows


def assign(
    columns: list[Column],
    cells: list[Cells],
    plain: list[Cells],
    sums: frozenset[Decimal],
    pers: tuple[Decimal, ...] = (),
) -> list[tuple[float, Roles]]:
    """The best assignments by worth, each with another amount column. `plain` are the cells of rows above all sums."""
    scored = sorted(_scored(columns, cells, plain, sums, pers), key=lambda s: -s[0])
    best: dict[int | None, tuple[float, Roles]] = {}
    for worth, roles in scored:
        best.setdefault(roles.amount, (worth, roles))
    return [pair for pair in best.values() if pair[0] > 0][:KEPT]


def agreed(roles: Roles, row: Cells, pers: tuple[Decimal, ...] = ()) -> tuple[bool, bool]:
    """Whether the row has quantity, price and amount, and whether they agree in a way that proves something."""
    q, p, a = (_of(row, i) for i in (roles.quantity, roles.price, roles.amount))
    if not (q and p and a):
        return False, False
    d, r = _of(row, roles.discount), _of(row, roles.rate)
    found = agreement(q.value, p.value, a.value, d.value if d else None, r.value if r else None, pers)
    return True, found is not None and a.value != 0


class _Printed:
    """What the numbers of one column look like, worked out once: many assignments ask."""

    def __init__(self, numbers: list[Number]) -> None:
        self.numbers = numbers

    @cached_property
    def money(self) -> float:
        return self._share(lambda n: n.money)

    @cached_property
    def percent(self) -> float:
        return self._share(lambda n: n.percent)

    @cached_property
    def is_money(self) -> bool:
        return self._share(lambda n: n.money and n.value == n.value.quantize(Decimal("0.01"))) > 0.9

    def _share(self, what: Callable[[Number], bool]) -> float:
        return sum(map(what, self.numbers)) / len(self.numbers) if self.numbers else 0.0


def _scored(
    columns: list[Column], cells: list[Cells], plain: list[Cells], sums: frozenset[Decimal], pers: tuple[Decimal, ...]
) -> Iterator[tuple[float, Roles]]:
    places = range(len(columns))
    discount = next((i for i in places if "discount" in columns[i].roles), None)
    rate = next((i for i in places if "tax" in columns[i].roles and _looks_like_rates(i, cells)), None)
    printed = [_Printed([n for row in cells if (n := row[i])]) for i in places]
    sample = list(islice((row for row in cells if sum(c is not None for c in row) >= 2), SAMPLE))
    positions = {i for i in places if "quantity" not in columns[i].roles and _counts_up(i, plain)}
    amounts = [(i, w) for i in places if (w := _amount_worth(i, columns, printed[i], plain, sums)) is not None]
    for a, worth in amounts:
        others = [i for i in places if i != a and i not in positions]
        yield worth - 0.1, Roles(amount=a, rate=_other(rate, a))
        for q in others:
            if "quantity" in columns[q].roles and not printed[q].is_money:
                yield worth + _names(columns[q], "quantity") - 0.6, Roles(q, None, a, rate=_other(rate, a, q))
            if "price" in columns[q].roles:
                yield worth + _names(columns[q], "price") - 0.6, Roles(None, q, a, rate=_other(rate, a, q))
        for x, y in combinations(others, 2):
            for d in {None, discount if discount not in (x, y, a) else None}:
                for q, p in ((x, y), (y, x)):
                    roles = Roles(q, p, a, d, _other(rate, a, q, p))
                    yield worth + _pair_worth(roles, columns, sample, printed, pers), roles


def _amount_worth(
    place: int, columns: list[Column], printed: _Printed, plain: list[Cells], sums: frozenset[Decimal]
) -> float | None:
    """None for a column that neither header nor print make one of money."""
    column = columns[place]
    if printed.money < 0.5 and "amount" not in column.roles:
        return None
    total = sum((n.value for row in plain if (n := row[place])), Decimal(0))
    adds_up = 1.0 if abs(total) in sums and sum(row[place] is not None for row in plain) > 1 else 0.0
    gross = 0.35 if column.gross else 0.0
    named = 1.2 * _names(column, "amount")
    filled = 0.05 * min(len(printed.numbers), 3)
    return named + 0.3 * printed.money + adds_up + filled - gross - printed.percent + place * 0.02


def _pair_worth(
    roles: Roles, columns: list[Column], sample: list[Cells], printed: list[_Printed], pers: tuple[Decimal, ...]
) -> float:
    q, p = roles.quantity, roles.price
    if q is None or p is None:
        return 0.0
    tried = closed = 0
    for row in sample:
        complete, agrees = agreed(roles, row, pers)
        tried += complete
        closed += agrees
    closing = closed / tried if closed else (-0.35 if tried else -0.6)
    if tried and 3 * closed < tried and not ("quantity" in columns[q].roles and "price" in columns[p].roles):
        return UNPROVEN
    money = 0.15 * (printed[p].money - printed[q].money)
    percent = 0.5 * (printed[q].percent + printed[p].percent)
    discount = 0.02 if roles.discount is not None else 0.0
    return _names(columns[q], "quantity") + _names(columns[p], "price") + 1.5 * closing + money - percent - discount


def _names(column: Column, role: str) -> float:
    """1 where the header names the role first, less further down, negative where it names only others."""
    if not column.roles:
        return 0.0
    if role in column.roles:
        return 1.0 - 0.35 * column.roles.index(role)
    return -0.6


def _counts_up(place: int, cells: list[Cells]) -> bool:
    """1, 2, 3 ... are positions."""
    values = [n.value for row in cells if (n := row[place])]
    return len(values) >= 3 and all(b - a in (1, 10) for a, b in pairwise(values))


def _looks_like_rates(place: int, cells: list[Cells]) -> bool:
    values = [n.value for row in cells if (n := row[place])]
    return bool(values) and all(0 <= v <= 35 for v in values)


def _of(row: Cells, place: int | None) -> Number | None:
    return None if place is None else row[place]


def _other(place: int | None, *taken: int) -> int | None:
    return None if place in taken else place
