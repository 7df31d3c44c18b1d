"""Rows with an amount into line items; rows of text complete the item that they stand under, or over."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from payables.extraction.lines.arithmetic import agreement
from payables.extraction.lines.assign import agreed
from payables.extraction.lines.columns import Cells
from payables.extraction.lines.model import Column, Number, Roles, TableRow
from payables.extraction.lines.slips import repaired
from payables.extraction.model import Field, Line
from payables.extraction.page.model import Word

CLOSED = 0.9  # confidence above which an item's arithmetic closes
WRAP = 1.9  # row heights within which text below still belongs to an item
_LETTER = re.compile(r"[^\W\d_]")
_UNIT = re.compile(r"[^\W\d_][\w²³./]{0,9}")


@dataclass(slots=True)
class Item:
    """One line item on its way: the numbers by role, and the words of its name."""

    row: TableRow
    numbers: dict[str, Number | None]
    name: list[Word] = field(default_factory=list[Word])
    last: float = 0.0


@dataclass(frozen=True, slots=True)
class Texts:
    """The header's columns of words."""

    name: Column | None = None
    sku: Column | None = None
    unit: Column | None = None


def items(rows: list[TableRow], cells: list[Cells], roles: Roles, texts: Texts) -> list[Item]:
    """A row with an amount (and, where the table has them, quantity or price) begins an item."""
    numbers = [_numbers(c, roles) for c in cells]
    begins = [_begins(row, c, n, roles) for row, c, n in zip(rows, cells, numbers, strict=True)]
    names_above = _names_above(rows, begins)
    found: list[Item] = []
    over: list[TableRow] = []  # rows of text whose item is still to come
    closed = True  # what stands under a sum completes no item
    for row, begin, row_numbers in zip(rows, begins, numbers, strict=True):
        if begin:
            above = [w for r in over for w in _name_words(r, {}, texts.name)]
            found.append(Item(row, row_numbers, above + _name_words(row, row_numbers, texts.name), row.bottom))
            over, closed = [], False
        elif row.summing or row_numbers["amount"] is not None:
            over, closed = [], True
        elif names_above:
            over = [*(r for r in over if _near(r, row)), row]
        elif found and not closed and _near(found[-1].row, row, found[-1].last):
            found[-1].name += _name_words(row, {}, texts.name)
            found[-1].last = row.row.y1
    return found


def line(item: Item, texts: Texts, pers: tuple[Decimal, ...] = ()) -> Line:
    """A price for a hundred or a thousand units becomes that of one, as its amount proves."""
    numbers = repaired(item.numbers, item.row.row.page)
    confidence, per = _agreement(numbers, pers)
    page = item.row.row.page

    def number(role: str) -> Field | None:
        found = numbers.get(role)
        if found is None:
            return None
        value = found.value / per if role == "price" else found.value
        return Field(f"{value:f}", confidence, page.number, page.box(found.words), found.raw)

    name = " ".join(w.text for w in item.name).strip()
    words = [w for w in item.name if w.y0 >= item.row.row.y0 - 1] or item.name
    return Line(
        name=Field(name[:500], 0.8, page.number, page.box(words)) if name else None,
        sku=_words_under(item, texts.sku),
        quantity=number("quantity"),
        unit=_unit(item, texts.unit),
        price=number("price"),
        amount=number("amount"),
        tax_rate=number("rate"),
    )


def _numbers(cells: Cells, roles: Roles) -> dict[str, Number | None]:
    places = {
        "quantity": roles.quantity, "price": roles.price, "amount": roles.amount, "discount": roles.discount, "rate": roles.rate,
    }  # fmt: skip
    return {role: None if place is None else cells[place] for role, place in places.items()}


def _begins(row: TableRow, cells: Cells, numbers: dict[str, Number | None], roles: Roles) -> bool:
    """An amount, and something beside it; a row of nothing but zeros is a heading; a sum is none, unless it multiplies."""
    if numbers["amount"] is None:
        return False
    if not any(n.value for n in (numbers[r] for r in ("quantity", "price", "amount")) if n):
        return False
    if row.summing or row.strict:
        percent = any(n and n.percent for n in (numbers["quantity"], numbers["price"], numbers["amount"]))
        return not percent and agreed(roles, cells) == (True, True)
    wanted = [r for r in ("quantity", "price") if getattr(roles, r) is not None]
    return not wanted or any(numbers[r] is not None for r in wanted)


def _names_above(rows: list[TableRow], begins: list[bool]) -> bool:
    """Every item has text right over it and the last has none under it: the names stand above their numbers."""
    places = [i for i, begin in enumerate(begins) if begin]
    if not places:
        return False
    over = [i > 0 and not begins[i - 1] and not rows[i - 1].summing and _near(rows[i - 1], rows[i]) for i in places]
    under = places[-1] + 1
    text_under = under < len(rows) and not rows[under].summing and _near(rows[places[-1]], rows[under])
    return all(over) and not text_under


def _near(upper: TableRow, lower: TableRow, bottom: float | None = None) -> bool:
    if upper.row.page is not lower.row.page:
        return False
    return lower.row.y0 - (upper.bottom if bottom is None else bottom) < WRAP * lower.row.height


def _name_words(row: TableRow, numbers: dict[str, Number | None], names: Column | None) -> list[Word]:
    """The row's words under the name's header, or all words left of the first number."""
    taken = {id(w) for n in numbers.values() if n for w in n.words}
    words = [w for line in (row.row, *row.below) for w in line.words if id(w) not in taken]
    if names:
        inside = [w for w in words if w.x0 < names.x1 and w.x1 > names.x0 - 2]
        if any(_LETTER.search(w.text) for w in inside):
            return inside
    first = min((n.x0 for n in numbers.values() if n and n.x0 > row.row.words[0].x0 + 1), default=None)
    return [w for w in words if first is None or w.x1 < first] if numbers else []


def _words_under(item: Item, column: Column | None) -> Field | None:
    if column is None:
        return None
    words = [w for w in item.row.row.words if column.x0 - 4 <= w.x0 < column.x1]
    page = item.row.row.page
    return Field(" ".join(w.text for w in words)[:100], 0.8, page.number, page.box(words)) if words else None


def _unit(item: Item, column: Column | None) -> Field | None:
    """The word in the unit's column, else the unit behind the quantity."""
    if column is not None and (found := _words_under(item, column)) and _UNIT.fullmatch(found.value):
        return found
    quantity = item.numbers.get("quantity")
    if quantity is None or not quantity.unit:
        return None
    return Field(quantity.unit, 0.8, item.row.row.page.number, item.row.row.page.box(quantity.words))


def _agreement(numbers: dict[str, Number | None], pers: tuple[Decimal, ...]) -> tuple[float, Decimal]:
    """High where quantity x price = amount, low where it should and does not; and for how many units the price is."""
    q, p, a, d, r = (numbers.get(role) for role in ("quantity", "price", "amount", "discount", "rate"))
    if not (q and p and a):
        return 0.5, Decimal(1)
    found = agreement(q.value, p.value, a.value, d.value if d else None, r.value if r else None, pers)
    return (0.95, found.per) if found else (0.3, Decimal(1))
