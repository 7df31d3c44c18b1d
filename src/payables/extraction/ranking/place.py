"""Where a candidate stands, how large, how often, and what is printed beside it."""

from collections import Counter
from statistics import median

from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.page.document import Document, once


def places(candidates: list[Candidate], document: Document) -> list[dict[str, float]]:
    """In the order of the candidates."""
    counts = Counter(c.value for c in candidates)
    pages = Counter(value for value, _ in {(c.value, c.row.page.number) for c in candidates})
    in_row = Counter(c.order for c in candidates)
    return [
        {**_place(c, document), "same": counts[c.value], "pages_with_it": pages[c.value], "in_row": in_row[c.order]}
        | {"nth": i, "nth_from_end": len(candidates) - 1 - i, "all": len(candidates)}
        for i, c in enumerate(candidates)
    ]


def _place(c: Candidate, document: Document) -> dict[str, float]:
    page, row = c.row.page, c.row
    first, last = c.words[0], c.words[-1]
    cell = next((i for i, cell in enumerate(row.cells) if first in cell.words), 0)
    own = row.cells[cell]
    return {
        "x0": first.x0 / page.width,
        "x1": last.x1 / page.width,
        "y": first.y0 / page.height,
        "row": c.order / max(len(document.rows) - 1, 1),
        "first_page": float(page.number == 1),
        "last_page": float(page.number == len(document.pages)),
        "size": first.height / text_height(document),
        "cells": len(row.cells),
        "cell": cell,
        "last_cell": float(cell == len(row.cells) - 1),
        "words_in_cell": len(own.words),
        "words_before": own.words.index(first),
        "words_after": len(own.words) - 1 - own.words.index(last) if last in own.words else 0,
        "said_before": min(len(c.left), 60),
        "said_above": min(len(c.above), 60),
        "sure": c.confidence,
        "scanned": float(page.source != "text"),
    }


@once
def text_height(document: Document) -> float:
    """The usual height of print, in points."""
    return max(median([w.height for row in document.rows for w in row.words] or [1.0]), 0.1)
