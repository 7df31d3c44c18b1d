"""Columns of numbers: header columns under which numbers stand, and columns of numbers without a header word."""

from math import inf

from payables.extraction.lines.model import Column, Number, TableRow

SAMPLE = 60  # rows that are looked at for columns without a header word
MOST = 10  # columns
WIDEST = 100  # numbers of a row in which columns are looked for
REACH = 48.0  # points between a column of numbers and a header word beside it that may be its own
NEAR = 1.0  # row heights between the lines of one item
Cells = list[Number | None]
_TEXT = ("name", "sku", "position")


def columns_of_numbers(rows: list[TableRow], header: list[Column], names: Column | None) -> list[Column]:
    """From left to right; a header word without numbers under it names a column of numbers close beside it."""
    spans = [Column(c.text, c.x0, c.x1) for c in header if c.roles[:1] not in (("name",), ("sku",), ("position",))]
    plain_rows = [r for r in rows if not r.summing and not r.strict and len(r.numbers) <= WIDEST][:SAMPLE]
    for row in plain_rows:
        for number in row.numbers:
            inside = names is not None and names.x0 <= number.x0 and number.x1 <= names.x1
            if inside or any(overlaps(number, s) for s in spans):
                continue
            if _aligned(number, plain_rows) >= min(2, len(plain_rows)):
                spans.append(Column("", number.x0, number.x1))
    spans = [part for s in spans for part in _divided(s, plain_rows)]
    used = [s for s in spans if any(overlaps(n, s) for r in rows for n in r.numbers)]
    _name_nameless(used, [s for s in spans if s.text and s not in used])
    return sorted(used, key=lambda s: s.x1)[-MOST:]


def cells_of_row(row: TableRow, columns: list[Column]) -> Cells:
    """Per column the number that stands in it; every number stands in the column that it overlaps most. A table may have no
    column: its only number stands beside its header."""
    found: Cells = [None] * len(columns)
    shares = [-inf] * len(columns)
    for number in row.numbers if columns else ():
        share, best = _best_column(number, columns)
        if share > shares[best]:
            shares[best], found[best] = share, number
    return found


def merged(rows: list[TableRow], columns: list[Column]) -> list[tuple[TableRow, Cells]]:
    """Rows of one item that print their numbers on different heights, such as the amount on the second line, are one."""
    found: list[tuple[TableRow, Cells]] = []
    for row in rows:
        cells = cells_of_row(row, columns)
        last, upper = found[-1] if found else (None, cells)
        if last and not row.summing and not last.summing and _completes(last, row, upper, cells):
            last.numbers += row.numbers
            last.below.append(row.row)
            found[-1] = (last, cells_of_row(last, columns))
        else:
            found.append((row, cells))
    return found


def overlaps(number: Number, column: Column) -> bool:
    """With its unit, where one follows: the header of 12 Stk may stand over the unit."""
    slack = number.words[0].height * 0.8
    return number.x0 < column.x1 + slack and max(number.x1, number.end) > column.x0 - slack


def _best_column(number: Number, columns: list[Column]) -> tuple[float, int]:
    """How far it lies within the column that it overlaps most, and that one's place; its unit alone counts little."""
    x0, x1, slack = number.x0, number.x1, number.words[0].height * 0.8
    end = max(x1, number.end)
    most, best = -inf, 0
    for place, column in enumerate(columns):
        if x0 < column.x1 + slack and end > column.x0 - slack:
            own = min(x1, column.x1) - max(x0, column.x0)
            share = own if own > -slack else own - 1000
            if share >= most:
                most, best = share, place
    return most, best


def _divided(column: Column, rows: list[TableRow]) -> list[Column]:
    """Header words that stand close over several columns of numbers, each over the one that it is nearest to."""
    words = column.text.split()
    under = [[n for n in r.numbers if n.x0 < column.x1 and n.x1 > column.x0] for r in rows]
    full: list[Number] = max(under, key=len) if under else []
    if len(full) < 2 or len(words) < len(full) or sum(len(n) == len(full) for n in under) < len(under) / 2:
        return [column]
    parts = [Column("", n.x0, n.x1) for n in full]
    done = 0
    for word in words:
        middle = column.x0 + (column.x1 - column.x0) * (done + len(word) / 2) / max(len(column.text), 1)
        nearest = min(parts, key=lambda p: abs((p.x0 + p.x1) / 2 - middle))
        nearest.text = f"{nearest.text} {word}".strip()
        done += len(word) + 1
    return parts


def _aligned(number: Number, rows: list[TableRow]) -> int:
    """In how many rows a number stands flush with it, right or left."""
    return sum(any(abs(n.x1 - number.x1) < 3 or abs(n.x0 - number.x0) < 3 for n in r.numbers) for r in rows)


def _name_nameless(used: list[Column], idle: list[Column]) -> None:
    for word in idle:
        middle = (word.x0 + word.x1) / 2
        near = [c for c in used if not c.text and min(abs(c.x0 - middle), abs(c.x1 - middle)) < REACH]
        if near:
            nearest = min(near, key=lambda c: min(abs(c.x0 - word.x1), abs(c.x1 - word.x0)))
            nearest.text = word.text


def _completes(last: TableRow, row: TableRow, above: Cells, below: Cells) -> bool:
    """Right under a row that has no number in the last column, with numbers only where that one has none."""
    if not row.numbers or not last.numbers:
        return False
    upper, lower = ([c is not None for c in cells] for cells in (above, below))
    if not any(upper) or not any(lower) or upper[-1] or not lower[-1]:
        return False
    close = row.row.page is last.row.page and row.row.y0 - last.bottom < NEAR * row.row.height
    return close and not any(a and b for a, b in zip(upper, lower, strict=True))
