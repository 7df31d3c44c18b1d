"""Tables of a document: a header and the rows under it, with the parts on further pages under the same header."""

from dataclasses import dataclass, field

from payables.extraction.lines.header import columns, headers
from payables.extraction.lines.model import Column, Number, TableRow
from payables.extraction.lines.numbers import numbers_of_rows
from payables.extraction.lines.sum_rows import is_carried, is_maybe_carried, is_sum
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain

ALIKE = 0.7  # share of header words that two parts of one table have in common


@dataclass(slots=True)
class Printed:
    """A table as printed: the header's columns and all rows under it."""

    first: int
    header: list[Column]
    rows: list[TableRow] = field(default_factory=list[TableRow])
    words: frozenset[str] = frozenset()


def printed_tables(document: Document) -> list[Printed]:
    """In the order of their first header."""
    rows = document.rows
    starts = headers(rows)
    found: list[Printed] = []
    for start, stop in zip(starts, [*starts, len(rows)][1:], strict=True):
        words = frozenset(plain(rows[start].text).split())
        table = next((t for t in found if _alike(t.words, words)), None)
        if table is None:
            table = Printed(start, columns(rows, start), words=words)
            found.append(table)
        table.rows += _body(document, start + 1, stop)
    return found


def _body(document: Document, start: int, stop: int) -> list[TableRow]:
    """Rows of sums are kept as such, and what follows one is an item only by its arithmetic."""
    numbers = numbers_of_rows(document)
    found: list[TableRow] = []
    strict = False
    for order in range(start, stop):
        row = document.rows[order]
        carried = is_carried(row) or (is_maybe_carried(row) and _at_the_edge(document, order, numbers))
        summing = carried or is_sum(row)
        found.append(TableRow(row, order, list(numbers[order]), summing=summing, strict=strict))
        strict = strict or (summing and not carried and order > start)
    return found


def _at_the_edge(document: Document, order: int, numbers: list[list[Number]]) -> bool:
    """One number, which is the page's first or last below a table's header: 'Transport' may be a service as well."""
    if len(numbers[order]) != 1:
        return False
    page = document.rows[order].page
    after = next((i for i in range(order + 1, len(document.rows)) if numbers[i]), None)
    last = len(document.pages) > 1 and after is not None and document.rows[after].page is not page
    first = page is not document.rows[0].page and not numbers[order - 1]
    return first or last


def _alike(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) >= ALIKE * max(len(a), len(b), 1)
