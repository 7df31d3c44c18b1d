"""Lines without a table header: names with amounts in one column, one under the other, that add up to a printed sum."""

import re
from decimal import Decimal
from itertools import accumulate

from payables.extraction.lines.model import Number, Table, TableReading
from payables.extraction.lines.numbers import numbers_of_rows
from payables.extraction.lines.sum_rows import is_carried, is_sum
from payables.extraction.model import Field, Line
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain
from payables.extraction.page.rows import Row

LEAST = 2  # amounts other than zero: one that equals its sum proves nothing
MOST = 80  # rows of one column
FLUSH = 8.0  # points by which names or amounts of one column may begin or end apart
SURE = 0.8
_LETTERS = re.compile(r"[^\W\d_]{2}")
_SUMMING = re.compile(
    r"summe|betrag\b|total|steuer|\btax|\bvat\b|\bgst\b|mwst|\bust\b|\btva\b|\biva\b|\bbtw\b|netto|brutto|zahl|\bpaid|balance"
    r"|\bdue\b|\bcash\b|\bchange\b|saldo|\bnet\b|gross|imponib|h\.?t\.?$|ttc|forderung|commission"
)
Placed = tuple[int, Row, Number]


def bare_tables(document: Document, sums: frozenset[Decimal]) -> list[Table]:
    """Runs of rows that begin at one left edge and end at one right edge, and whose amounts add up to one of `sums`."""
    return [
        Table(
            run[0][0],
            [
                TableReading(
                    [_line(row, amount) for _, row, amount in run], 0.5, 0, frozenset(place for place, _, _ in run)
                )
            ],
        )
        for column in _columns(document)
        if (run := _adding_up(column, sums))
    ]


def _columns(document: Document) -> list[list[Placed]]:
    found: list[list[Placed]] = []
    begun = 0  # columns over the last sum are complete
    for order, (row, numbers) in enumerate(zip(document.rows, numbers_of_rows(document), strict=True)):
        if numbers and numbers[-1].money and is_sum(row):
            begun = len(found)
        if not numbers or not _is_line(row, numbers[-1]):
            continue
        column = next(
            (c for c in reversed(found[max(begun, len(found) - 8) :]) if _flush(c[-1], row, numbers[-1])), None
        )
        if column is None:
            found.append([(order, row, numbers[-1])])
        else:
            column.append((order, row, numbers[-1]))
    return [c for c in found if len(c) >= LEAST]


def _adding_up(column: list[Placed], sums: frozenset[Decimal]) -> list[Placed]:
    """The run of most amounts that come to a printed sum, without zeros around it; empty where there is none."""
    totals = [Decimal(0), *accumulate(amount.value for _, _, amount in column[:MOST])]
    places: dict[Decimal, list[int]] = {}
    for place, reached in enumerate(totals):
        places.setdefault(reached, []).append(place)
    best: list[Placed] = []
    for start, reached in enumerate(totals):
        stops = {stop for s in sums for wanted in (reached + s, reached - s) for stop in places.get(wanted, ())}
        for stop in sorted(stop for stop in stops if stop >= start + LEAST):
            run = column[start:stop]
            if _said(run) > max(_said(best), (LEAST - 1, 0)):
                best = run
    return best


def _said(run: list[Placed]) -> tuple[int, int]:
    """How many amounts are not zero, and less how many there are."""
    return sum(amount.value != 0 for _, _, amount in run), -len(run)


def _is_line(row: Row, amount: Number) -> bool:
    if not amount.money or is_sum(row) or is_carried(row):
        return False
    name = " ".join(w.text for w in row.words if w.x1 < amount.x0)
    return bool(_LETTERS.search(name)) and not _SUMMING.search(plain(name))


def _flush(last: Placed, row: Row, amount: Number) -> bool:
    _, upper, above = last
    left = abs(upper.words[0].x0 - row.words[0].x0) <= FLUSH
    return upper.page is row.page and left and abs(above.x1 - amount.x1) <= FLUSH


def _line(row: Row, amount: Number) -> Line:
    words = [w for w in row.words if w.x1 < amount.x0]
    page = row.page
    name = Field(" ".join(w.text for w in words)[:500], SURE, page.number, page.box(words))
    return Line(name=name, amount=Field(f"{amount.value:f}", SURE, page.number, page.box(amount.words), amount.raw))
