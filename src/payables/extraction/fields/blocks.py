"""The address blocks that a label such as 'Bill to' or 'Verkäufer' heads: cells under it in its column."""

import re

from payables.extraction.fields.sides import BUYER, SELLER
from payables.extraction.page.document import Document, once
from payables.extraction.page.language import plain
from payables.extraction.page.model import Word
from payables.extraction.page.rows import Cell, Row

ROWS = 7
AFTER_STREET = 10  # added to the place of what stands under a street: no name comes there
_STREET = re.compile(r"^\d+\s+\w|^[^:]*\s\d+\s?\w?$")
GAP = 2.2  # text heights between rows of one block


class Blocks:
    """Which side's block a word stands in, and how many cells below the label."""

    def __init__(self, document: Document) -> None:
        self._seller: dict[int, int] = {}
        self._buyer: dict[int, int] = {}
        for order, row in enumerate(document.rows):
            for cell in row.cells:
                side = side_of(cell)
                if side:
                    self._walk(document, order, cell, self._seller if side > 0 else self._buyer)

    def seller(self, words: list[Word]) -> int | None:
        """1 for the first cell under the seller's label, and so on; None outside of such a block."""
        return self._seller.get(id(words[0]))

    def buyer(self, words: list[Word]) -> int | None:
        return self._buyer.get(id(words[0]))

    def _walk(self, document: Document, order: int, label: Cell, into: dict[int, int]) -> None:
        upper, place, upper_text = document.rows[order], 0, ""
        for row in document.rows[order + 1 : order + 3 * ROWS]:
            if row.page is not upper.page or row.y0 - upper.y1 > GAP * row.height or place % AFTER_STREET == ROWS:
                return
            cell = next((c for c in row.cells if _under(c, label, row.height)), None)
            if cell is None:
                continue
            if side_of(cell):
                return
            place += 1 + (AFTER_STREET if place < AFTER_STREET and _STREET.search(upper_text) else 0)
            upper_text = cell.text
            upper = row
            for word in _with_value(row, cell):
                into.setdefault(id(word), place)


@once
def blocks(document: Document) -> Blocks:
    return Blocks(document)


def side_of(cell: Cell) -> int:
    """1 for a cell that is a seller's label, -1 for a buyer's, else 0."""
    if cell.figures:
        return 0
    text = plain(cell.text)
    seller, buyer = SELLER.over(text), BUYER.over(text)
    if max(seller, buyer) < 0.6:
        return 0
    return 1 if seller >= buyer else -1


def _with_value(row: Row, cell: Cell) -> list[Word]:
    """The cell's words; those of the next cell too where it is a key such as 'Name:'."""
    place = row.cells.index(cell)
    value = row.cells[place + 1].words if cell.text.endswith(":") and place + 1 < len(row.cells) else []
    return cell.words + value


def _under(cell: Cell, label: Cell, height: float) -> bool:
    return abs(cell.x0 - label.x0) < 2.5 * height or (cell.x0 <= label.x0 and cell.x1 > label.x0 + height)
