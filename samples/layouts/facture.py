"""French A4 invoice: framed blocks, table with vertical rules, a table of VAT by rate, the legal mentions."""

from __future__ import annotations

from samples.layouts.marks import draw_mark
from samples.layouts.pen import A4, GREY, Pen
from samples.layouts.table import Column, Style, draw_table
from samples.model import Paper
from samples.wording import day, iban, money, percent, price, quantity

LEFT, RIGHT = 42.0, 553.0
PLAIN, BOLD = "Vera", "Vera-Bold"
TABLE_TOP, TABLE_END = 268.0, 520.0


def draw(paper: Paper) -> bytes:
    """Fonts are embedded, as PDF/A wants it."""
    pen = Pen(A4, f"Facture {paper.number}", paper.vendor.name, PLAIN)
    _head(pen, paper)
    _client(pen, paper)
    _lines(pen, paper)
    _vat(pen, paper)
    _sums(pen, paper)
    _mentions(pen, paper)
    return pen.finish()


def _head(pen: Pen, paper: Paper) -> None:
    draw_mark(pen, paper.letterhead.mark, LEFT, 40, 52, paper.letterhead.accent)
    pen.write(LEFT + 64, 56, paper.vendor.name, BOLD, 12.5, paper.letterhead.accent)
    pen.write(LEFT + 64, 70, paper.letterhead.tagline, PLAIN, 7.5, GREY)
    pen.block(
        LEFT + 64,
        84,
        [", ".join(paper.vendor.address), f"Tél. {paper.vendor.phone} - {paper.vendor.email}"],
        PLAIN,
        7.5,
        GREY,
    )


def _client(pen: Pen, paper: Paper) -> None:
    pen.write(LEFT, 138, "FACTURE", BOLD, 20, paper.letterhead.accent, spacing=2)
    rows = [
        ("N° de facture", paper.shown_number),
        ("Date", day(paper.invoice_date, "fr")),
        ("Votre commande", paper.purchase_order),
        ("Code client", paper.extra["customer_no"]),
        ("Échéance", day(paper.due_date, "fr") if paper.due_date else ""),
        ("Règlement", paper.terms),
    ]
    for number, (label, value) in enumerate(row for row in rows if row[1]):
        pen.write(LEFT, 162 + number * 14, f"{label} :", PLAIN, 8.5, GREY)
        pen.write(LEFT + 96, 162 + number * 14, value, PLAIN, 8.5)
    pen.box(318, 126, RIGHT - 318, 100, stroke=paper.letterhead.accent, radius=7, line=1)
    pen.write(332, 144, "Facturé à", PLAIN, 7.5, GREY)
    pen.write(332, 160, paper.buyer.name, BOLD, 10)
    pen.block(332, 176, paper.buyer.address, PLAIN, 9.5, leading=14)
    pen.write(332, 214, f"TVA intracom. {paper.buyer.vat_id}", PLAIN, 7.5, GREY)


def _lines(pen: Pen, paper: Paper) -> None:
    pen.box(LEFT, TABLE_TOP, RIGHT - LEFT, TABLE_END - TABLE_TOP, stroke=paper.letterhead.accent, line=0.8)
    style = Style(PLAIN, BOLD, 8.5, 21, header_fill=paper.letterhead.accent, header_ink="#ffffff")
    draw_table(pen, _columns(paper), list(paper.lines), LEFT, RIGHT, TABLE_TOP, style)
    for x in (LEFT + 66, LEFT + 256, LEFT + 296, LEFT + 346, LEFT + 406, LEFT + 440):
        pen.rule(x, TABLE_TOP + 22, x, TABLE_END, paper.letterhead.accent, 0.3)


def _columns(paper: Paper) -> list[Column]:
    return [
        Column("Référence", LEFT + 5, lambda _, x: x.code),
        Column("Désignation", LEFT + 72, lambda _, x: x.name, wrap=182),
        Column("Qté", LEFT + 291, lambda _, x: quantity(x.quantity, "fr"), "right"),
        Column("Unité", LEFT + 301, lambda _, x: x.unit),
        Column("P.U. HT", LEFT + 401, lambda _, x: price(x.price, paper.currency, "fr"), "right"),
        Column("TVA", LEFT + 436, lambda _, x: quantity(x.tax_rate, "fr"), "right"),
        Column("Total HT", RIGHT - 5, lambda _, x: money(paper.amount(x), paper.currency, "fr"), "right"),
    ]


def _vat(pen: Pen, paper: Paper) -> None:
    y = TABLE_END + 20
    pen.box(LEFT, y, 230, 17, fill="#efe9ea")
    for x, title in ((LEFT + 60, "Taux TVA"), (LEFT + 144, "Base HT"), (LEFT + 222, "Montant TVA")):
        pen.write(x, y + 12, title, BOLD, 7.5, align="right")
    for number, (rate, (base, tax)) in enumerate(paper.taxes.items()):
        row = y + 30 + number * 15
        for x, text in (
            (LEFT + 60, percent(rate, "fr")),
            (LEFT + 144, money(base, "EUR", "fr")),
            (LEFT + 222, money(tax, "EUR", "fr")),
        ):
            pen.write(x, row, text, PLAIN, 8.5, align="right")


def _sums(pen: Pen, paper: Paper) -> None:
    y = TABLE_END + 32
    for number, (label, amount) in enumerate([("Total HT", paper.net), ("Total TVA", paper.tax)]):
        pen.write(372, y + number * 17, label, PLAIN, 9)
        pen.write(RIGHT - 5, y + number * 17, money(amount, "EUR", "fr", symbol=True), PLAIN, 9, align="right")
    pen.box(362, y + 26, RIGHT - 362, 26, fill=paper.letterhead.accent, radius=4)
    pen.write(372, y + 43, "Net à payer TTC", BOLD, 9.5, "#ffffff")
    pen.write(RIGHT - 8, y + 43, money(paper.total, "EUR", "fr", symbol=True), BOLD, 10.5, "#ffffff", "right")


def _mentions(pen: Pen, paper: Paper) -> None:
    vendor, head = paper.vendor, paper.letterhead
    pen.block(
        LEFT,
        640,
        [paper.note, f"Règlement par virement : {head.bank}", f"IBAN {iban(vendor.iban)}   BIC {head.bic}"],
        PLAIN,
        8.5,
        leading=14,
    )
    legal = (
        "Pas d'escompte pour paiement anticipé. En cas de retard, pénalités au taux de trois fois l'intérêt légal "
        "et indemnité forfaitaire pour frais de recouvrement de 40 €."
    )
    pen.block(LEFT, 708, pen.wrap(legal, RIGHT - LEFT, PLAIN, 7), PLAIN, 7, GREY)
    pen.rule(LEFT, 776, RIGHT, 776, head.accent, 0.8)
    pen.write(pen.width / 2, 789, f"{vendor.name} - {head.register} - TVA {vendor.vat_id}", PLAIN, 7, GREY, "center")
    pen.write(pen.width / 2, 800, head.web, PLAIN, 7, GREY, "center")
