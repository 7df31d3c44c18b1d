"""All line tables of a document with the ways to read each."""

import re
from decimal import Decimal

from payables.extraction.lines.assign import agreed, assign
from payables.extraction.lines.bare import bare_tables
from payables.extraction.lines.build import Texts, items, line
from payables.extraction.lines.columns import Cells, columns_of_numbers, merged
from payables.extraction.lines.model import Column, Roles, Table, TableReading, TableRow
from payables.extraction.lines.receipt import receipt_lines
from payables.extraction.lines.roles import describes
from payables.extraction.lines.table import Printed, printed_tables
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain

SAMPLE = 30  # rows that are looked at
PLACE = 3  # digits of a line's place in the table
_PER = re.compile(r"(?:\bper|\bpro|\bje|/|\bpour|\bpor|\ba|%)\s?(100|1[.,' ]?000)(?!\d)")


def tables(document: Document, sums: frozenset[Decimal]) -> list[Table]:
    """Tables under a header, in the order of print; `sums` are the values that the paper prints as sums.

    Where no table has a header: rows of a receipt, and amounts that add up to a printed sum.
    """
    found = [t for printed in printed_tables(document) if (t := _table(printed, sums)).readings]
    if receipt := receipt_lines(document):
        found.append(Table(len(document.rows), [TableReading(receipt, 1.0, len(receipt))]))
    return found + bare_tables(document, sums)


def _table(printed: Printed, sums: frozenset[Decimal]) -> Table:
    texts = _texts(printed)
    columns = columns_of_numbers(printed.rows, printed.header, texts.name)
    together = merged(printed.rows, columns)
    rows, cells = [row for row, _ in together], [cells for _, cells in together]
    plain = [c for c, row in zip(cells, rows, strict=True) if not row.summing and not row.strict]
    if (
        texts.name is None
        and any("tax" in c.roles for c in printed.header)
        and not any("unit" in c.roles for c in printed.header)
    ):
        return Table(printed.first, [])  # what the taxes are made of, by rate
    pers = _pers(printed, cells)
    assigned = assign(columns, cells, plain, sums, pers)
    readings = [_reading(worth, roles, rows, cells, texts, pers) for worth, roles in assigned]
    return Table(printed.first, [r for r in (*readings, *_complete_only(readings)) if r.items])


def _reading(
    worth: float, roles: Roles, rows: list[TableRow], cells: list[Cells], texts: Texts, pers: tuple[Decimal, ...]
) -> TableReading:
    found = items(rows, cells, roles, texts)
    closed = sum(agreed(roles, c, pers) == (True, True) for c, row in zip(cells, rows, strict=True) if not row.summing)
    places = frozenset(item.row.order for item in found)
    return TableReading([line(item, texts, pers) for item in found], worth, closed, places)


def _complete_only(readings: list[TableReading]) -> list[TableReading]:
    """The best reading without its rows that lack a price: an amount may be shown that another line includes."""
    if not readings or not readings[0].closed:
        return []
    best = readings[0]
    complete = [i for i in best.items if i.quantity and i.price and i.amount]
    return (
        [TableReading(complete, best.worth - 0.4, best.closed, best.rows)]
        if 0 < len(complete) < len(best.items)
        else []
    )


def _pers(printed: Printed, cells: list[Cells]) -> tuple[Decimal, ...]:
    """For how many units a price of this table may be: 100 or 1,000 where header or rows say so."""
    said = [c.text for c in printed.header] + [r.row.text for r in printed.rows[:30]]
    found = {Decimal(re.sub(r"\D", "", m[1])) for text in said for m in _PER.finditer(plain(text))}
    for column in zip(*cells, strict=False):
        values = {n.value for n in column if n}
        if values and values <= {1, 100, 1000}:
            found |= values - {1}
    return tuple(sorted(found))


def _texts(printed: Printed) -> Texts:
    """The columns of words, each up to where the next one begins. Beside one of descriptions, one of items may hold their
    numbers."""
    ordered = sorted(printed.header, key=lambda c: c.x0)
    found: dict[str, Column] = {}
    for i, column in enumerate(ordered):
        right = ordered[i + 1].x0 - 2 if i + 1 < len(ordered) else column.x1 + 40
        wide = Column(column.text, column.x0 - 6, max(column.x1, right))
        for role in ("name", "sku", "unit"):
            if role in column.roles[: 2 if role == "name" else 1]:
                aside = found.setdefault(role, wide)
                if role == "name" and describes(aside.text) != describes(wide.text):
                    found["name"], found["item"] = (aside, wide) if describes(aside.text) else (wide, aside)
    if "sku" not in found and "item" in found and _are_numbers(found["item"], printed):
        found["sku"] = found["item"]
    return Texts(found.get("name"), found.get("sku"), found.get("unit"))


def _are_numbers(column: Column, printed: Printed) -> bool:
    """Words with a digit in most rows that have any, and not the places 1, 2, 3 or 10, 20, 30."""
    cells = [[w.text for w in r.row.words if column.x0 - 4 <= w.x0 < column.x1] for r in printed.rows[:SAMPLE]]
    said = [" ".join(cell) for cell in cells if cell]
    numbers = [one for one in said if any(c.isdigit() for c in one) and not (one.isdecimal() and len(one) <= PLACE)]
    return len(numbers) > len(said) / 2
