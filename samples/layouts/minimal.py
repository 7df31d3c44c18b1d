"""One column of quiet type on US letter or A4: service companies, brokers, exporters."""

from __future__ import annotations

from samples.layouts.marks import draw_mark
from samples.layouts.pen import A4, GREY, LETTER, Pen
from samples.layouts.table import Column, Style, draw_table
from samples.model import Paper
from samples.wording import day, iban, money, percent, price, quantity

LEFT = 64.0


def draw(paper: Paper) -> bytes:
    pen = Pen(A4 if paper.extra.get("paper") == "a4" else LETTER, f"Invoice {paper.number}", paper.vendor.name)
    right = pen.width - LEFT
    _head(pen, paper, right)
    _facts(pen, paper, right)
    style = Style(size=9.5, row=23, under_header="#1c1c1c", rule="#d5d5d5")
    bottom = draw_table(pen, _columns(paper, right), list(paper.lines), LEFT, right, 318, style)
    _sums(pen, paper, right, bottom + 12)
    _foot(pen, paper, right)
    return pen.finish()


def _head(pen: Pen, paper: Paper, right: float) -> None:
    pen.write(LEFT, 78, paper.vendor.name, "Helvetica", 21, paper.letterhead.accent)
    pen.write(LEFT, 95, paper.letterhead.tagline, "Helvetica", 9.5, GREY)
    draw_mark(pen, paper.letterhead.mark, right - 38, 52, 38, paper.letterhead.accent)
    pen.rule(LEFT, 112, right, 112, paper.letterhead.accent, 1.4)


def _facts(pen: Pen, paper: Paper, right: float) -> None:
    pen.write(LEFT, 152, "Invoice", "Helvetica-Bold", 24)
    pen.write(LEFT, 184, "To", "Helvetica", 8.5, GREY)
    pen.write(LEFT, 199, paper.buyer.name, "Helvetica-Bold", 10.5)
    buyer = [*paper.buyer.address, f"VAT {paper.buyer.vat_id}" if paper.buyer.vat_id else ""]
    pen.block(LEFT, 213, [row for row in buyer if row], size=10)
    rows = [
        ("Invoice no.", paper.shown_number),
        ("Date of issue", day(paper.invoice_date, _style(paper))),
        ("Payment due", day(paper.due_date, _style(paper)) if paper.due_date else ""),
        ("Terms", paper.terms),
        ("Your order", paper.purchase_order),
        ("Currency", paper.currency),
    ]
    for number, (label, value) in enumerate(row for row in rows if row[1]):
        pen.write(right - 225, 184 + number * 17, label, size=9.5, colour=GREY)
        pen.write(right - 140, 184 + number * 17, value, size=9.5)


def _columns(paper: Paper, right: float) -> list[Column]:
    return [
        Column("#", LEFT, lambda n, _: str(n)),
        Column("Description", LEFT + 22, lambda _, x: x.name, wrap=235),
        Column("Qty", right - 178, lambda _, x: quantity(x.quantity), "right"),
        Column("Unit", right - 170, lambda _, x: x.unit),
        Column("Rate", right - 78, lambda _, x: price(x.price, paper.currency), "right"),
        Column("Amount", right, lambda _, x: money(paper.amount(x), paper.currency), "right"),
    ]


def _sums(pen: Pen, paper: Paper, right: float, y: float) -> None:
    rows = [("Subtotal", paper.net)]
    for rate, (base, tax) in paper.taxes.items():
        if rate:
            rows.append((f"Tax {percent(rate)} of {money(base, paper.currency)}", tax))
    if not paper.tax and paper.vendor.country != "US":
        rows.append(("VAT 0%" if paper.vendor.country == "GB" else "Consumption tax 0%", paper.tax))
    for number, (label, amount) in enumerate(rows):
        pen.write(right - 90, y + 10 + number * 17, label, size=9.5, colour=GREY, align="right")
        pen.write(right, y + 10 + number * 17, money(amount, paper.currency), size=9.5, align="right")
    y += 17 * len(rows)
    pen.rule(right - 220, y + 4, right, y + 4, "#1c1c1c", 0.9)
    pen.write(right - 90, y + 23, f"Total {paper.currency}", "Helvetica-Bold", 12, align="right")
    pen.write(right, y + 23, money(paper.total, paper.currency, symbol=True), "Helvetica-Bold", 12, align="right")
    pen.block(LEFT, y + 62, pen.wrap(paper.note, 360, size=9.5), size=9.5, colour=GREY)


def _foot(pen: Pen, paper: Paper, right: float) -> None:
    vendor, head = paper.vendor, paper.letterhead
    y = pen.height - 92
    pen.rule(LEFT, y, right, y, "#bbbbbb", 0.5)
    address = [vendor.name, *vendor.address]
    reach = [vendor.phone, vendor.email, head.web]
    ids = [f"VAT no. {vendor.vat_id}" if vendor.vat_id else f"Tax ID {vendor.tax_id}", head.register]
    bank = [head.bank, f"IBAN {iban(vendor.iban)}" if vendor.iban else "", f"SWIFT {head.bic}" if head.bic else ""]
    pen.block(LEFT, y + 14, address, size=7.5, colour=GREY)
    pen.block(LEFT + 150, y + 14, [row for row in [*reach, *ids] if row], size=7.5, colour=GREY)
    pen.block(right - 165, y + 14, [row for row in bank if row], size=7.5, colour=GREY)


def _style(paper: Paper) -> str:
    return "long" if paper.vendor.country == "US" else "uk"
