"""A4 business letter after DIN 5008 form B: address window, information block, fold marks, four columns at the foot."""

from __future__ import annotations

from samples.layouts.marks import draw_mark
from samples.layouts.pen import A4, GREY, Pen
from samples.layouts.table import Column, Style, draw_table
from samples.model import Paper
from samples.wording import day, iban, money, percent, price, quantity

LEFT, RIGHT, MM = 70.9, 538.6, 2.8346
PLAIN, BOLD = "Vera", "Vera-Bold"


def draw(paper: Paper) -> bytes:
    """Fonts are embedded, as PDF/A wants it."""
    pen = Pen(A4, f"Rechnung {paper.number}", paper.vendor.name, PLAIN)
    _head(pen, paper)
    _window(pen, paper)
    _information(pen, paper)
    bottom = _body(pen, paper)
    _sums(pen, paper, bottom + 8)
    _foot(pen, paper)
    return pen.finish()


def _head(pen: Pen, paper: Paper) -> None:
    draw_mark(pen, paper.letterhead.mark, RIGHT - 44, 36, 44, paper.letterhead.accent)
    pen.write(RIGHT - 56, 57, paper.vendor.name, BOLD, 13, paper.letterhead.accent, "right")
    pen.write(RIGHT - 56, 72, paper.letterhead.tagline, PLAIN, 7.5, GREY, "right")
    for y in (105 * MM, 148.5 * MM, 210 * MM):
        pen.rule(12, y, 22 if y != 148.5 * MM else 27, y, "#999999", 0.4)


def _window(pen: Pen, paper: Paper) -> None:
    sender = " · ".join([paper.vendor.name, *paper.vendor.address])
    pen.write(LEFT, 50 * MM, sender, PLAIN, 6, GREY)
    pen.rule(LEFT, 50 * MM + 3, LEFT + 80 * MM, 50 * MM + 3, "#bbbbbb", 0.3)
    attention = [f"z. Hd. {paper.buyer.contact}"] if paper.buyer.contact else []
    pen.block(LEFT, 58 * MM, [paper.buyer.name, *attention, *paper.buyer.address], PLAIN, 9.5, leading=13.5)


def _information(pen: Pen, paper: Paper) -> None:
    rows = [
        ("Rechnungsnr.", paper.shown_number),
        ("Rechnungsdatum", day(paper.invoice_date, "de")),
        ("Kundennr.", paper.extra["customer_no"]),
        ("Ihre Bestellung", paper.purchase_order),
        ("Leistungsdatum", _german(paper.extra["delivery"])),
        ("Fällig am", day(paper.due_date, "de") if paper.due_date else ""),
        ("Ihre USt-IdNr.", paper.buyer.vat_id),
    ]
    x = 125 * MM
    for number, (label, value) in enumerate(row for row in rows if row[1]):
        pen.write(x, 53 * MM + number * 13.5, label, PLAIN, 7.5, GREY)
        pen.write(RIGHT, 53 * MM + number * 13.5, value, PLAIN, 8.5, align="right")


def _german(iso: str) -> str:
    return ".".join(reversed(iso.split("-")))


def _body(pen: Pen, paper: Paper) -> float:
    y = 103 * MM
    pen.write(LEFT, y, f"Rechnung Nr. {paper.shown_number}", BOLD, 13)
    pen.block(LEFT, y + 24, ["Sehr geehrte Damen und Herren,", "für unsere Leistungen berechnen wir Ihnen:"], PLAIN, 9)
    style = Style(PLAIN, BOLD, 8.5, 20, under_header=paper.letterhead.accent, rule="#e0e0e0")
    return draw_table(pen, _columns(paper), list(paper.lines), LEFT, RIGHT, y + 48, style)


def _columns(paper: Paper) -> list[Column]:
    return [
        Column("Pos.", LEFT, lambda n, _: str(n)),
        Column("Art.-Nr.", LEFT + 28, lambda _, x: x.code),
        Column("Bezeichnung", LEFT + 84, lambda _, x: x.name, wrap=170),
        Column("Menge", LEFT + 292, lambda _, x: quantity(x.quantity, "de"), "right"),
        Column("Einh.", LEFT + 298, lambda _, x: x.unit),
        Column("USt", LEFT + 356, lambda _, x: percent(x.tax_rate, "de"), "right"),
        Column("Einzel €", LEFT + 408, lambda _, x: price(x.price, paper.currency, "de"), "right"),
        Column("Gesamt €", RIGHT, lambda _, x: money(paper.amount(x), paper.currency, "de"), "right"),
    ]


def _sums(pen: Pen, paper: Paper, y: float) -> None:
    rows = [("Nettobetrag", paper.net)]
    rows += [
        (f"zzgl. {percent(rate, 'de')} USt auf {money(base, 'EUR', 'de', symbol=True)}", tax)
        for rate, (base, tax) in paper.taxes.items()
    ]
    for number, (label, amount) in enumerate(rows):
        pen.write(RIGHT - 90, y + 12 + number * 15, label, PLAIN, 8.5, align="right")
        pen.write(
            RIGHT, y + 12 + number * 15, money(amount, paper.currency, "de", symbol=True), PLAIN, 8.5, align="right"
        )
    y += 15 * len(rows) + 6
    pen.rule(RIGHT - 230, y, RIGHT, y, paper.letterhead.accent, 1)
    pen.write(RIGHT - 90, y + 15, "Rechnungsbetrag", BOLD, 10, align="right")
    pen.write(RIGHT, y + 15, money(paper.total, paper.currency, "de", symbol=True), BOLD, 10, align="right")
    pen.rule(RIGHT - 230, y + 22, RIGHT, y + 22, paper.letterhead.accent, 0.5)
    pen.rule(RIGHT - 230, y + 24, RIGHT, y + 24, paper.letterhead.accent, 0.5)
    pen.block(
        LEFT, y + 48, [paper.terms, paper.note, "", "Mit freundlichen Grüßen", paper.vendor.name], PLAIN, 9, leading=14
    )


def _foot(pen: Pen, paper: Paper) -> None:
    vendor, head = paper.vendor, paper.letterhead
    columns = [
        [vendor.name, *vendor.address],
        [f"Tel. {vendor.phone}", vendor.email, head.web],
        [head.bank, f"IBAN {iban(vendor.iban)}", f"BIC {head.bic}"],
        [head.register, f"USt-IdNr. {vendor.vat_id}", *head.directors.split(": ")],
    ]
    pen.rule(LEFT - 20, 778, RIGHT + 20, 778, paper.letterhead.accent, 0.8)
    for x, rows in zip((LEFT - 20, LEFT + 98, LEFT + 238, LEFT + 380), columns, strict=True):
        pen.block(x, 790, rows, PLAIN, 6, GREY, 9)
