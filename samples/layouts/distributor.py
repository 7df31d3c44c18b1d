"""Line-printer paper of a food distributor: fixed pitch, dense rows, as many pages as it takes."""

from __future__ import annotations

from samples.layouts.pen import LETTER, Pen
from samples.model import Line, Paper
from samples.wording import day, money, price, quantity

LEFT, RIGHT = 36.0, 576.0
FIRST, LAST, STEP = 262.0, 690.0, 16.0
MONO, BOLD, SIZE = "Courier", "Courier-Bold", 9.0
ROWS_PER_PAGE = int((LAST - FIRST) // STEP)


def draw(paper: Paper) -> bytes:
    pen = Pen(LETTER, f"Invoice {paper.number}", paper.vendor.name)
    pages = _pages(paper)
    for number, lines in enumerate(pages, 1):
        _head(pen, paper, number, len(pages))
        _column_titles(pen)
        bottom = _rows(pen, paper, lines)
        if number < len(pages):
            pen.write(RIGHT, bottom + 24, "*** CONTINUED ON NEXT PAGE ***", BOLD, SIZE, align="right")
            pen.next_page()
        else:
            _sums(pen, paper, bottom + 12)
    return pen.finish()


def _pages(paper: Paper) -> list[tuple[Line, ...]]:
    return [paper.lines[i : i + ROWS_PER_PAGE] for i in range(0, len(paper.lines), ROWS_PER_PAGE)]


def _head(pen: Pen, paper: Paper, page: int, pages: int) -> None:
    vendor = paper.vendor
    pen.write(LEFT, 50, vendor.name.upper(), BOLD, 15, paper.letterhead.accent)
    pen.block(LEFT, 65, [", ".join(vendor.address).upper(), f"PHONE {vendor.phone}   {vendor.email}"], MONO, 8)
    pen.write(RIGHT, 50, "CREDIT MEMO" if paper.is_credit else "INVOICE", BOLD, 15, align="right")
    pen.write(RIGHT, 65, f"PAGE {page} OF {pages}", MONO, 8, align="right")
    pen.rule(LEFT, 86, RIGHT, 86, width=1.2)
    for x, title in ((LEFT, "SOLD TO:"), (LEFT + 250, "SHIP TO:")):
        pen.write(x, 102, title, BOLD, SIZE)
        pen.block(x, 116, [paper.buyer.name.upper(), *[row.upper() for row in paper.buyer.address]], MONO, SIZE)
    _facts(pen, paper)


def _facts(pen: Pen, paper: Paper) -> None:
    facts = [
        ("INVOICE NO", paper.shown_number),
        ("INVOICE DATE", day(paper.invoice_date, "us")),
        ("CUST NO", paper.extra["customer_no"]),
        ("CUST PO", paper.purchase_order),
        ("ROUTE", paper.extra["route"]),
        ("SHIP DATE", paper.extra["ship_date"]),
        ("TERMS", paper.terms),
        ("DUE DATE", day(paper.due_date, "us") if paper.due_date else ""),
    ]
    if paper.is_credit:
        facts[0], facts[1] = ("CREDIT NO", paper.shown_number), ("CREDIT DATE", day(paper.invoice_date, "us"))
    for number, (label, value) in enumerate(facts):
        x, y = LEFT + (number % 4) * 138, 178 + (number // 4) * 28
        pen.write(x, y, label, BOLD, 7.5)
        pen.write(x, y + 12, value, MONO, 9.5)
    pen.rule(LEFT, 228, RIGHT, 228, width=1.2)


def _column_titles(pen: Pen) -> None:
    for x, title, align in _columns():
        pen.write(x, 242, title, BOLD, SIZE - 0.5, align=align)
    pen.rule(LEFT, 248, RIGHT, 248, width=0.6, dash=(2, 2))


def _columns() -> list[tuple[float, str, str]]:
    return [
        (LEFT + 48, "QTY", "right"),
        (LEFT + 60, "PACK", "left"),
        (LEFT + 106, "ITEM NO", "left"),
        (LEFT + 168, "DESCRIPTION", "left"),
        (LEFT + 388, "TX", "left"),
        (LEFT + 462, "PRICE", "right"),
        (RIGHT, "EXTENSION", "right"),
    ]


def _rows(pen: Pen, paper: Paper, lines: tuple[Line, ...]) -> float:
    sign = "-" if paper.is_credit else ""
    for number, line in enumerate(lines):
        y = FIRST + number * STEP
        cells = [
            sign + quantity(line.quantity),
            line.unit,
            line.code,
            line.name,
            "T" if line.tax_rate else "",
            price(line.price, paper.currency),
            sign + money(paper.amount(line), paper.currency),
        ]
        for (x, _, align), cell in zip(_columns(), cells, strict=True):
            pen.write(x, y, cell, MONO, SIZE, align=align)
    return FIRST + len(lines) * STEP


def _sums(pen: Pen, paper: Paper, y: float) -> None:
    sign = -1 if paper.is_credit else 1
    pen.rule(LEFT, y - 10, RIGHT, y - 10, width=0.6, dash=(2, 2))
    pen.write(LEFT, y + 6, f"LINES {len(paper.lines)}   PIECES {sum(_pieces(x) for x in paper.lines)}", MONO, SIZE)
    rows = [
        ("SUBTOTAL", paper.net),
        ("SALES TAX", paper.tax),
        ("TOTAL CREDIT" if paper.is_credit else "TOTAL DUE", paper.total),
    ]
    for number, (label, amount) in enumerate(rows):
        font = BOLD if number == 2 else MONO
        pen.write(LEFT + 462, y + 6 + number * 16, label, font, SIZE + (number == 2), align="right")
        pen.write(
            RIGHT, y + 6 + number * 16, money(sign * amount, paper.currency), font, SIZE + (number == 2), align="right"
        )
    pen.write(LEFT, y + 38, paper.note, MONO, 8)
    pen.write(LEFT, y + 74, "RECEIVED BY ______________________________   DATE ______________", MONO, SIZE)


def _pieces(line: Line) -> int:
    """Goods sold by weight count as one piece."""
    return 1 if line.unit == "LB" else int(line.quantity)
