"""Which column of numbers is quantity, price and amount: header words, and how many rows the arithmetic closes on."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from payables.extraction.lines.header import Column
from payables.extraction.lines.table import Number, TableRow

_CENT = Decimal("0.011")
_SHARE = Decimal("0.0006")
NEAR = 1.0  # row heights between the lines of one item


@dataclass(frozen=True)
class Roles:
    """Indexes of columns of numbers; None where the table has none."""

    quantity: int | None
    price: int | None
    amount: int | None
    discount: int | None = None


def columns_of_numbers(table: list[TableRow], header: list[Column], names: Column | None) -> list[Column]:
    """Header columns under which numbers stand, and columns of numbers without a header word beside the names."""
    spans = [Column(c.text, c.x0, c.x1) for c in header]
    for row in table:
        for number in row.numbers:
            inside = names is not None and names.x0 <= number.x0 and number.x1 <= names.x1
            if inside or any(_overlaps(number, s) for s in spans):
                continue
            if sum(_aligned(number, r) for r in table) >= 2:
                spans.append(Column("", number.x0, number.x1))
    used = [s for s in spans if any(_overlaps(n, s) for r in table for n in r.numbers)]
    return sorted(used, key=lambda s: s.x1)


def merged(table: list[TableRow], columns: list[Column]) -> list[TableRow]:
    """Rows of one item that print their numbers on different heights, such as the amount on the second line."""
    found: list[TableRow] = []
    for row in table:
        last = found[-1] if found else None
        if last and _completes(last, row, columns):
            last.numbers += row.numbers
            last.below.append(row.row)
        else:
            found.append(row)
    return found


def cell(row: TableRow, column: Column) -> Number | None:
    """The number of the row in the column: the one that overlaps it most."""
    found = [n for n in row.numbers if _overlaps(n, column)]
    return max(found, key=lambda n: min(n.x1, column.x1) - max(n.x0, column.x0)) if found else None


def assign(table: list[TableRow], columns: list[Column]) -> Roles:
    """The assignment with the highest worth; an amount alone when nothing multiplies."""
    cells = [[cell(row, c) for c in columns] for row in table]
    best, worth = Roles(None, None, None), 0.0
    for roles in _possible(columns):
        value = _worth(roles, columns, cells)
        if value > worth:
            best, worth = roles, value
    return best


def closes(quantity: Decimal, price: Decimal, amount: Decimal, discount: Decimal = Decimal(0)) -> bool:
    expected = abs(quantity * price * (1 - discount / 100))
    return abs(expected - abs(amount)) <= max(_CENT, abs(amount) * _SHARE)


def _possible(columns: list[Column]) -> Iterator[Roles]:
    places = range(len(columns))
    discounts = [i for i in places if "discount" in columns[i].roles][:1]
    for q, p, a in permutations(places, 3):
        yield Roles(q, p, a)
        for d in discounts:
            if d not in (q, p, a):
                yield Roles(q, p, a, d)
    for q, a in permutations(places, 2):
        yield Roles(q, None, a)
        yield Roles(None, q, a)
    for a in places:
        yield Roles(None, None, a)


def _worth(roles: Roles, columns: list[Column], cells: list[list[Number | None]]) -> float:
    named = sum(
        _names(columns[place], role) * weight
        for place, role, weight in (
            (roles.quantity, "quantity", 1.0),
            (roles.price, "price", 1.0),
            (roles.amount, "amount", 1.2),
        )
        if place is not None
    )
    if roles.amount is None:
        return 0.0
    filled = sum(row[roles.amount] is not None for row in cells)
    gross = 0.35 if columns[roles.amount].gross else 0.0
    percent = sum(n.percent for row in cells for i in _places(roles) if (n := row[i]) is not None)
    discount = 0.02 if roles.discount is not None else 0.0
    return (
        named
        + 1.5 * _closing(roles, cells)
        + 0.05 * min(filled, 3)
        - gross
        - 0.5 * percent
        - discount
        + roles.amount * 0.02
    )


def _closing(roles: Roles, cells: list[list[Number | None]]) -> float:
    """The share of the complete rows that close, for those with at least one; -0.5 where none of them does."""
    if roles.quantity is None or roles.price is None or roles.amount is None:
        return 0.0
    tried = closed = 0
    for row in cells:
        q, p, a = row[roles.quantity], row[roles.price], row[roles.amount]
        d = row[roles.discount] if roles.discount is not None else None
        if q and p and a:
            tried += 1
            closed += closes(q.value, p.value, a.value, d.value if d else Decimal(0)) and a.value != 0
    return closed / tried if closed else (-0.35 if tried else -0.6)


def _names(column: Column, role: str) -> float:
    """1 where the header names the role first, less further down, negative where it names only others."""
    if not column.roles:
        return 0.0
    if role in column.roles:
        return 1.0 - 0.35 * column.roles.index(role)
    return -0.6


def _places(roles: Roles) -> list[int]:
    return [i for i in (roles.quantity, roles.price, roles.amount) if i is not None]


def _completes(last: TableRow, row: TableRow, columns: list[Column]) -> bool:
    """Right under a row that has no number in the last column, with numbers only where that one has none."""
    upper, lower = ([cell(r, c) is not None for c in columns] for r in (last, row))
    if not any(upper) or not any(lower) or upper[-1] or not lower[-1]:
        return False
    close = row.row.page is last.row.page and row.row.y0 - last.bottom < NEAR * row.row.height
    return close and not any(a and b for a, b in zip(upper, lower, strict=True))


def _overlaps(number: Number, column: Column) -> bool:
    slack = number.words[0].height * 0.8
    return number.x0 < column.x1 + slack and number.x1 > column.x0 - slack


def _aligned(number: Number, row: TableRow) -> bool:
    return any(abs(n.x1 - number.x1) < 3 or abs(n.x0 - number.x0) < 3 for n in row.numbers)
