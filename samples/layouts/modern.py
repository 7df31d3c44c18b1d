"""US letter with a coloured band: mark and name on colour, amount due in a tile, airy rows."""

from __future__ import annotations

from samples.layouts.marks import draw_mark
from samples.layouts.pen import GREY, INK, LETTER, Pen
from samples.layouts.table import Column, Style, draw_table
from samples.model import Paper
from samples.wording import day, money, percent, price, quantity

LEFT, RIGHT = 48.0, 564.0
WHITE = "#ffffff"


def draw(paper: Paper) -> bytes:
    pen = Pen(LETTER, f"{_title(paper)} {paper.number}", paper.vendor.name)
    _band(pen, paper)
    _parties(pen, paper)
    bottom = draw_table(pen, _columns(paper), list(paper.lines), LEFT, RIGHT, 300, _style(paper))
    _sums(pen, paper, bottom + 14)
    _foot(pen, paper)
    if "stamp" in paper.extra:
        pen.stamp(190, 590, paper.extra["stamp"], "#2b4a9b", 17)
    return pen.finish()


def _band(pen: Pen, paper: Paper) -> None:
    colour = paper.letterhead.accent
    pen.box(0, 0, pen.width, 112, fill=colour)
    pen.circle(LEFT + 26, 56, 31, fill=WHITE)
    draw_mark(pen, paper.letterhead.mark, LEFT + 6, 36, 40, colour)
    pen.write(LEFT + 72, 54, paper.vendor.name, "Helvetica-Bold", 17, WHITE)
    pen.write(LEFT + 72, 71, paper.letterhead.tagline, "Helvetica-Oblique", 9.5, WHITE)
    pen.write(RIGHT, 60, _title(paper).upper(), "Helvetica-Bold", 22 if not paper.is_credit else 18, WHITE, "right", 0)
    pen.write(RIGHT, 78, f"# {paper.shown_number}", "Helvetica", 11, WHITE, "right")


def _parties(pen: Pen, paper: Paper) -> None:
    pen.write(
        LEFT,
        146,
        "CREDIT TO" if paper.is_credit else "BILL TO",
        "Helvetica-Bold",
        7.5,
        paper.letterhead.accent,
        spacing=0.8,
    )
    pen.write(LEFT, 162, paper.buyer.name, "Helvetica-Bold", 11)
    pen.block(LEFT, 177, paper.buyer.address, size=10)
    pen.write(222, 146, "FROM", "Helvetica-Bold", 7.5, paper.letterhead.accent, spacing=0.8)
    pen.block(
        222, 162, [*paper.vendor.address, paper.vendor.phone, paper.vendor.email], size=9, colour=GREY, leading=13
    )
    pen.box(400, 134, RIGHT - 400, 58, fill="#f3f1ee", radius=6)
    pen.write(412, 152, "CREDIT TOTAL" if paper.is_credit else "AMOUNT DUE", "Helvetica-Bold", 7.5, GREY, spacing=0.6)
    pen.write(RIGHT - 12, 180, money(paper.total, paper.currency, symbol=True), "Helvetica-Bold", 20, INK, "right")
    for row, (label, value) in enumerate(_facts(paper)):
        pen.write(412, 210 + row * 15, label, size=9, colour=GREY)
        pen.write(RIGHT - 12, 210 + row * 15, value, "Helvetica-Bold", 9, align="right")


def _facts(paper: Paper) -> list[tuple[str, str]]:
    facts = [
        ("Credit date" if paper.is_credit else "Invoice date", day(paper.invoice_date, "long")),
        ("Due date", day(paper.due_date, "long") if paper.due_date else ""),
        ("Terms", paper.terms),
        ("PO number", paper.purchase_order),
        ("Original invoice", paper.extra.get("original", "")),
    ]
    return [fact for fact in facts if fact[1]]


def _columns(paper: Paper) -> list[Column]:
    return [
        Column("ITEM", LEFT + 8, lambda _, x: x.code),
        Column("DESCRIPTION", 120, lambda _, x: x.name, wrap=225),
        Column("QTY", 392, lambda _, x: quantity(x.quantity), "right"),
        Column("UNIT", 404, lambda _, x: x.unit),
        Column("PRICE", 490, lambda _, x: price(x.price, paper.currency), "right"),
        Column("AMOUNT", RIGHT - 8, lambda _, x: money(paper.amount(x), paper.currency), "right"),
    ]


def _style(paper: Paper) -> Style:
    return Style(
        size=9.5, row=24, header_ink=paper.letterhead.accent, under_header=paper.letterhead.accent, rule="#dddddd"
    )


def _sums(pen: Pen, paper: Paper, y: float) -> None:
    pen.write(490, y + 10, "Subtotal", size=9.5, colour=GREY, align="right")
    pen.write(RIGHT - 8, y + 10, money(paper.net, paper.currency, symbol=True), size=9.5, align="right")
    label = " + ".join(percent(rate) for rate in paper.taxes if rate)
    pen.write(490, y + 27, f"Sales tax {label}".strip(), size=9.5, colour=GREY, align="right")
    pen.write(RIGHT - 8, y + 27, money(paper.tax, paper.currency, symbol=True), size=9.5, align="right")
    pen.rule(404, y + 36, RIGHT, y + 36, paper.letterhead.accent, 1.2)
    pen.write(490, y + 53, "Total credit" if paper.is_credit else "Total", "Helvetica-Bold", 12, align="right")
    pen.write(RIGHT - 8, y + 53, money(paper.total, paper.currency, symbol=True), "Helvetica-Bold", 12, align="right")
    pen.block(LEFT, y + 14, pen.wrap(paper.note, 280, size=9), size=9, colour=GREY)


def _foot(pen: Pen, paper: Paper) -> None:
    pen.rule(LEFT, 730, RIGHT, 730, "#cccccc", 0.6)
    pay = (
        "This credit will be applied to your account."
        if paper.is_credit
        else f"Please pay {paper.vendor.name} by ACH or check."
    )
    pen.write(LEFT, 746, f"{pay}  Tax ID {paper.vendor.tax_id}", size=8, colour=GREY)
    pen.write(RIGHT, 746, paper.letterhead.web, "Helvetica-Bold", 8, paper.letterhead.accent, "right")


def _title(paper: Paper) -> str:
    return "Credit memo" if paper.is_credit else "Invoice"
