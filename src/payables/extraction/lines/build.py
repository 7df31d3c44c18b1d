"""Rows with an amount into line items; rows of text complete the item they stand under."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from payables.extraction.lines.assign import Roles, cell, closes
from payables.extraction.lines.header import Column
from payables.extraction.lines.table import Number, TableRow
from payables.extraction.model import Field, Line
from payables.extraction.page.model import Word

CLOSED = 0.9  # confidence above which an item's arithmetic closes
WRAP = 1.9  # row heights within which text below still belongs to an item


@dataclass(slots=True)
class Item:
    """One line item on its way: the numbers by role, and the words of its name."""

    row: TableRow
    numbers: dict[str, Number | None]
    name: list[Word] = field(default_factory=list[Word])
    last: float = 0.0


def items(table: list[TableRow], columns: list[Column], names: Column | None, roles: Roles) -> list[Item]:
    """A row with an amount (and, where the table has them, quantity or price) begins an item."""
    found: list[Item] = []
    for row in table:
        numbers = {role: _number(row, columns, place) for role, place in vars_of(roles).items()}
        if _begins(numbers, roles):
            item = Item(row, numbers, _name_words(row, numbers, names), row.bottom)
            found.append(item)
        elif found and row.row.page is found[-1].row.row.page and row.row.y0 - found[-1].last < WRAP * row.row.height:
            found[-1].name += _name_words(row, {}, names)
            found[-1].last = row.row.y1
    return found


def line(item: Item) -> Line:
    confidence = _confidence(item)
    page = item.row.row.page

    def number(role: str) -> Field | None:
        found = item.numbers.get(role)
        if found is None:
            return None
        return Field(f"{found.value:f}", confidence, page.number, page.box(found.words), found.raw)

    name = " ".join(w.text for w in item.name).strip()
    words = [w for w in item.name if w.y0 >= item.row.row.y0 - 1] or item.name
    return Line(
        name=Field(name[:500], 0.8, page.number, page.box(words)) if name else None,
        quantity=number("quantity"),
        price=number("price"),
        amount=number("amount"),
    )


def vars_of(roles: Roles) -> dict[str, int | None]:
    return {"quantity": roles.quantity, "price": roles.price, "amount": roles.amount, "discount": roles.discount}


def _number(row: TableRow, columns: list[Column], place: int | None) -> Number | None:
    return None if place is None else cell(row, columns[place])


def _begins(numbers: dict[str, Number | None], roles: Roles) -> bool:
    """An amount, and something beside it; a row of nothing but zeros is a heading."""
    if numbers["amount"] is None:
        return False
    if not any(n.value for n in (numbers[r] for r in ("quantity", "price", "amount")) if n):
        return False
    wanted = [r for r in ("quantity", "price") if getattr(roles, r) is not None]
    return not wanted or any(numbers[r] is not None for r in wanted)


def _name_words(row: TableRow, numbers: dict[str, Number | None], names: Column | None) -> list[Word]:
    """The row's words under the name's header, or all words left of the first number."""
    taken = {id(w) for n in numbers.values() if n for w in n.words}
    words = [w for line in (row.row, *row.below) for w in line.words if id(w) not in taken]
    if names:
        inside = [w for w in words if w.x0 < names.x1 and w.x1 > names.x0 - 2]
        if any(re.search(r"[^\W\d_]", w.text) for w in inside):
            return inside
    first = min((n.x0 for n in numbers.values() if n and n.x0 > row.row.words[0].x0 + 1), default=None)
    return [w for w in words if first is None or w.x1 < first] if numbers else []


def _confidence(item: Item) -> float:
    """High where quantity x price = amount, low where it should and does not."""
    q, p, a, d = (item.numbers.get(r) for r in ("quantity", "price", "amount", "discount"))
    if not (q and p and a):
        return 0.5
    return 0.95 if closes(q.value, p.value, a.value, d.value if d else Decimal(0)) else 0.3
