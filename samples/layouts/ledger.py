"""US letter as accounting programs print it: boxes, a dark table head and a remittance slip to tear off."""

from __future__ import annotations

from samples.layouts.marks import draw_mark
from samples.layouts.pen import GREY, LETTER, Pen
from samples.layouts.table import Column, Style, draw_table
from samples.model import Paper
from samples.wording import day, money, percent, price, quantity

LEFT, RIGHT = 40.0, 572.0
SLIP = 656.0


def draw(paper: Paper) -> bytes:
    pen = Pen(LETTER, f"Invoice {paper.number}", paper.vendor.name)
    _head(pen, paper)
    _addresses(pen, paper)
    _strip(pen, paper)
    bottom = draw_table(pen, _columns(paper), list(paper.lines), LEFT, RIGHT, 292, _style(paper))
    _sums(pen, paper, max(bottom, 470) + 10)
    _slip(pen, paper)
    if "stamp" in paper.extra:
        pen.stamp(210, 580, paper.extra["stamp"], "#b02a2a", 19)
    return pen.finish()


def _head(pen: Pen, paper: Paper) -> None:
    draw_mark(pen, paper.letterhead.mark, LEFT, 38, 46, paper.letterhead.accent)
    pen.write(LEFT + 58, 56, paper.vendor.name, "Times-Bold", 18, paper.letterhead.accent)
    contact = [" · ".join(paper.vendor.address), f"{paper.vendor.phone} · {paper.vendor.email}"]
    pen.block(LEFT + 58, 72, contact, "Times-Roman", 9, GREY, 12)
    pen.write(RIGHT, 60, "INVOICE", "Times-Bold", 26, "#333333", "right", 1)


def _addresses(pen: Pen, paper: Paper) -> None:
    for x, title in ((LEFT, "Bill To"), (312, "Ship To")):
        pen.box(x, 116, 260, 84, stroke="#555555")
        pen.box(x, 116, 260, 16, fill="#ececec", stroke="#555555")
        pen.write(x + 6, 127, title, "Times-Bold", 9)
        pen.write(x + 8, 148, paper.buyer.name, "Times-Bold", 10.5)
        pen.block(x + 8, 162, paper.buyer.address, "Times-Roman", 10.5, leading=13)


def _strip(pen: Pen, paper: Paper) -> None:
    """One row of small boxes with the facts of the invoice."""
    facts = [
        ("Invoice No.", paper.shown_number),
        ("Invoice Date", day(paper.invoice_date, "us")),
        ("P.O. No.", paper.purchase_order or "-"),
        ("Terms", paper.terms),
        ("Due Date", day(paper.due_date, "us") if paper.due_date else "-"),
    ]
    width = (RIGHT - LEFT) / len(facts)
    for number, (label, value) in enumerate(facts):
        x = LEFT + number * width
        pen.box(x, 216, width, 17, fill="#ececec", stroke="#555555")
        pen.box(x, 233, width, 22, stroke="#555555")
        pen.write(x + width / 2, 228, label, "Times-Bold", 9, align="center")
        pen.write(x + width / 2, 248, value, "Times-Roman", 10.5, align="center")


def _columns(paper: Paper) -> list[Column]:
    return [
        Column("Quantity", 96, lambda _, x: quantity(x.quantity), "right"),
        Column("Unit", 106, lambda _, x: x.unit),
        Column("Item", 140, lambda _, x: x.code),
        Column("Description", 196, lambda _, x: x.name, wrap=230),
        Column("Unit Price", 498, lambda _, x: price(x.price, paper.currency), "right"),
        Column("Amount", RIGHT - 6, lambda _, x: money(paper.amount(x), paper.currency), "right"),
    ]


def _style(paper: Paper) -> Style:
    return Style("Times-Roman", "Times-Bold", 10.5, 19, header_fill="#333333", header_ink="#ffffff", zebra="#f5f5f5")


def _sums(pen: Pen, paper: Paper, y: float) -> None:
    pen.rule(LEFT, y, RIGHT, y, "#555555", 0.8)
    rate = " ".join(percent(rate) for rate in paper.taxes if rate)
    rows = [("Subtotal", paper.net), (f"Sales Tax {rate}".strip(), paper.tax)]
    for number, (label, amount) in enumerate(rows):
        pen.write(420, y + 18 + number * 16, label, "Times-Roman", 10.5)
        pen.write(RIGHT - 6, y + 18 + number * 16, money(amount, paper.currency), "Times-Roman", 10.5, align="right")
    pen.box(412, y + 42, RIGHT - 412, 24, fill="#ececec", stroke="#555555")
    pen.write(420, y + 58, "Total Due", "Times-Bold", 12)
    pen.write(RIGHT - 6, y + 58, money(paper.total, paper.currency, symbol=True), "Times-Bold", 12, align="right")
    pen.block(LEFT, y + 18, pen.wrap(paper.note, 330, "Times-Italic", 10), "Times-Italic", 10, GREY)


def _slip(pen: Pen, paper: Paper) -> None:
    pen.rule(24, SLIP, pen.width - 24, SLIP, "#888888", 0.7, (4, 3))
    pen.write(pen.width / 2, SLIP + 11, "Please detach and return with your payment", "Times-Italic", 8, GREY, "center")
    pen.write(LEFT, SLIP + 34, "Remit to:", "Times-Bold", 9)
    pen.block(LEFT, SLIP + 47, [paper.vendor.name, *paper.vendor.address], "Times-Roman", 9.5, leading=12)
    rows = [
        ("Customer", paper.buyer.name),
        ("Invoice No.", paper.shown_number),
        ("Amount Due", money(paper.total, paper.currency, symbol=True)),
    ]
    for number, (label, value) in enumerate(rows):
        pen.write(350, SLIP + 38 + number * 16, label, "Times-Roman", 9.5, GREY)
        pen.write(RIGHT - 6, SLIP + 38 + number * 16, value, "Times-Bold", 9.5, align="right")
    pen.write(350, SLIP + 90, "Amount enclosed", "Times-Roman", 9.5, GREY)
    pen.box(480, SLIP + 76, RIGHT - 480, 20, stroke="#555555")
