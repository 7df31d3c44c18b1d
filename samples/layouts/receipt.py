"""A till roll of 80 mm: fixed pitch, capitals, as long as it needs to be."""

from __future__ import annotations

from samples.layouts.pen import Pen
from samples.model import Paper
from samples.wording import day, money

WIDTH, MARGIN, COLUMNS = 226.0, 14.0, 38
SIZE, STEP = 8.6, 11.4
MONO, BOLD = "Courier", "Courier-Bold"


def draw(paper: Paper) -> bytes:
    rows = [*_head(paper), *_lines(paper), *_sums(paper), *_foot(paper)]
    pen = Pen((WIDTH, 44 + STEP * len(rows) + 40), f"Receipt {paper.number}", paper.vendor.name)
    pen.write(WIDTH / 2, 30, paper.vendor.name.upper(), BOLD, 10.5, align="center")
    for number, (text, font) in enumerate(rows):
        pen.write(MARGIN, 44 + number * STEP, text, font, SIZE)
    _bars(pen, paper.number, 44 + STEP * len(rows))
    return pen.finish()


def _head(paper: Paper) -> list[tuple[str, str]]:
    rows = [*paper.vendor.address, paper.vendor.phone, paper.letterhead.tagline, ""]
    centred = [(row.center(COLUMNS), MONO) for row in rows]
    first = (
        f"{day(paper.invoice_date, 'us')}  {paper.extra['time']}",
        f"TILL {paper.extra['till']}  {paper.extra['cashier']}",
    )
    return [
        *centred,
        (_apart(*first), MONO),
        (_apart("RECEIPT #", paper.number), MONO),
        (f"CUSTOMER {paper.extra['customer']}", MONO),
        ("-" * COLUMNS, MONO),
    ]


def _lines(paper: Paper) -> list[tuple[str, str]]:
    rows = []
    for line in paper.lines:
        taxed = "T" if line.tax_rate else "N"
        rows.append((_apart(line.name, f"{money(paper.amount(line), paper.currency)} {taxed}"), MONO))
        rows.append((f"   {line.quantity} @ {money(line.price, paper.currency)}", MONO))
    return rows


def _sums(paper: Paper) -> list[tuple[str, str]]:
    rate = next(rate for rate in paper.taxes if rate)
    return [
        ("-" * COLUMNS, MONO),
        (_apart("SUBTOTAL", f"{money(paper.net, paper.currency)}  "), MONO),
        (_apart(f"SALES TAX {rate}%", f"{money(paper.tax, paper.currency)}  "), MONO),
        (_apart("TOTAL", f"{money(paper.total, paper.currency, symbol=True)}  "), BOLD),
        ("", MONO),
    ]


def _foot(paper: Paper) -> list[tuple[str, str]]:
    method, card = paper.terms.removeprefix("Paid: ").split(" ")
    return [
        (_apart(f"{method} {card}", f"{money(paper.total, paper.currency)}  "), MONO),
        (_apart("CHANGE", "0.00  "), MONO),
        ("", MONO),
        ("THANK YOU".center(COLUMNS), BOLD),
        (paper.note.center(COLUMNS), MONO),
        ("", MONO),
    ]


def _apart(left: str, right: str) -> str:
    return left + right.rjust(COLUMNS - len(left))


def _bars(pen: Pen, number: str, y: float) -> None:
    """Bars that look like a code and follow from the number; no reader is meant to read them."""
    x = WIDTH / 2 - 70
    for digit in number * 9:
        width = 1 + ord(digit) % 3
        pen.box(x, y, width, 24, fill="#000000")
        x += width + 1 + ord(digit) % 4
        if x > WIDTH / 2 + 70:
            break
