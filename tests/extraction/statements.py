"""Statements of account made on the spot: a table with exact truth in a PDF's text layer."""

import io
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

PLACES = (60, 135, 290, 360, 430, 510)  # of columns, in points; the last three are printed to the left of theirs
HEADER = ("Date", "Invoice No.", "Details", "Debit", "Credit", "Balance")
ROWS = (
    ("02/11/2026", "INV-1001", "Goods delivered", "1,234.50", "", "1,234.50"),
    ("15/11/2026", "CR-17", "Returned goods, see your letter", "", "20.00", "1,214.50"),
    ("20/11/2026", "INV-1002", "Freight", "85.00", "", "1,299.50"),
)
TOTAL = ("", "Total due", "", "", "", "1,299.50")


def statement_pdf(
    rows: Sequence[Sequence[str]] = ROWS,
    *,
    header: Sequence[str] = HEADER,
    total: Sequence[str] | None = TOTAL,
    per_page: int = 40,
    foot: str = "",
) -> bytes:
    """A table with its header on every page; numbers end where their column does. `foot` stands at the end of each page."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    pages = [list(rows[start : start + per_page]) for start in range(0, max(len(rows), 1), per_page)]
    if total:
        pages[-1].append(total)
    for number, of_page in enumerate(pages, 1):
        canvas.setFont("Helvetica", 9)
        canvas.drawString(60, A4[1] - 50, "Harbour Supplies Ltd - Statement of account, 30 November 2026")
        canvas.drawString(60, A4[1] - 64, "To: Blue Anchor Hotels Ltd, 3 Harbour Way")
        for line, cells in enumerate([header, *of_page]):
            _print(canvas, A4[1] - 100 - 15 * line, cells)
        canvas.drawRightString(550, 40, f"Page {number} of {len(pages)}")
        canvas.drawString(60, 40, foot)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _print(canvas: Canvas, y: float, cells: Sequence[str]) -> None:
    for n, (x, text) in enumerate(zip(PLACES, cells, strict=False)):
        if n < 3:
            canvas.drawString(x, y, text)
        else:
            canvas.drawRightString(x + 40, y, text)
