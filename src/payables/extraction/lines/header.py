"""The header row of a line table."""

from payables.extraction.lines.model import Column
from payables.extraction.lines.roles import begins_column, roles_of
from payables.extraction.page.model import Word
from payables.extraction.page.rows import Cell, Row

_NUMERIC = ("quantity", "price", "amount")


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
    """A header cell in which several columns' words stand close, cut where a word names a role of its own."""
    parts: list[list[Word]] = []
    for word in cell.words:
        text = " ".join(w.text for w in parts[-1]) if parts else ""
        if parts and not (roles_of(text) and begins_column(parts[-1][-1].text, word.text) and not _names(text, word)):
            parts[-1].append(word)
        else:
            parts.append([word])
    return [Column(" ".join(w.text for w in part), part[0].x0, part[-1].x1) for part in parts]


def _names(text: str, word: Word) -> bool:
    """The column so far already names the word's role."""
    return roles_of(word.text)[0] in roles_of(text)


def _complete(found: list[Column], row: Row, before: bool) -> None:
    """Words over or under a header word belong to it; those of a role of their own stand for a further column."""
    for cell in row.cells:
        column = next((c for c in found if cell.x0 < c.x1 + 4 and cell.x1 > c.x0 - 4), None)
        if len(cell.text) >= 24:
            continue
        if column:
            column.text = f"{cell.text} {column.text}" if before else f"{column.text} {cell.text}"
            column.x0, column.x1 = min(column.x0, cell.x0), max(column.x1, cell.x1)
        elif roles_of(cell.text):
            found.append(Column(cell.text, cell.x0, cell.x1))


def _has_number(row: Row) -> bool:
    return any(any(c.isdigit() for c in w.text) and not w.text.endswith(("%", ")")) for w in row.words)
