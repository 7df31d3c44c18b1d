"""The header row of a line table."""

from dataclasses import dataclass

from payables.extraction.lines.roles import is_gross, roles_of
from payables.extraction.page.rows import Cell, Row

_NUMERIC = ("quantity", "price", "amount")


@dataclass(slots=True)
class Column:
    """Where a header word stands and which roles it may name; several rows of words over one column are joined."""

    text: str
    x0: float
    x1: float

    @property
    def roles(self) -> list[str]:
        return roles_of(self.text)

    @property
    def gross(self) -> bool:
        return is_gross(self.text)


def headers(rows: list[Row]) -> list[int]:
    """Indexes of rows that look like a table's header: a name or two, and at least two numeric roles."""
    return [i for i, row in enumerate(rows) if _is_header(row)]


def columns(rows: list[Row], index: int) -> list[Column]:
    """The header's cells with the words of the rows right above and below that complete them."""
    row = rows[index]
    found = [Column(c.text, c.x0, c.x1) for cell in row.cells for c in _split(cell)]
    for near in (rows[j] for j in (index - 2, index - 1, index + 1, index + 2) if 0 <= j < len(rows)):
        if near.page is row.page and abs(near.y0 - row.y0) < 2.6 * row.height and not _has_number(near):
            _complete(found, near, near.y0 < row.y0)
    return found


def _is_header(row: Row) -> bool:
    if len(row.words) > 24 or len(row.cells) < 2 or _has_number(row):
        return False
    roles = [set(roles_of(part.text)) for cell in row.cells for part in _split(cell)]
    numeric = sum(any(role in found for role in _NUMERIC) for found in roles)
    return (numeric >= 2 and len([r for r in roles if r]) >= 3) or (numeric >= 1 and any("name" in r for r in roles))


def _split(cell: Cell) -> list[Column]:
    """A header cell in which several columns' words stand close is cut where each part names a role."""
    words = cell.words
    whole = Column(" ".join(w.text for w in words), words[0].x0, words[-1].x1)
    parts = [Column(w.text, w.x0, w.x1) for w in words]
    if len(words) in (2, 3) and all(p.roles for p in parts) and len({p.roles[0] for p in parts}) == len(parts):
        return [whole] if len(roles_of(whole.text)) == 1 or _compound(whole.text) else parts
    return [whole]


def _compound(text: str) -> bool:
    return text.lower().startswith(("unit ", "net ", "total ", "line ", "item ", "prix ", "gross ", "tax "))


def _complete(found: list[Column], row: Row, before: bool) -> None:
    for cell in row.cells:
        column = next((c for c in found if cell.x0 < c.x1 + 4 and cell.x1 > c.x0 - 4), None)
        if column and len(cell.text) < 24:
            column.text = f"{cell.text} {column.text}" if before else f"{column.text} {cell.text}"
            column.x0, column.x1 = min(column.x0, cell.x0), max(column.x1, cell.x1)


def _has_number(row: Row) -> bool:
    return any(any(c.isdigit() for c in w.text) and not w.text.endswith(("%", ")")) for w in row.words)
